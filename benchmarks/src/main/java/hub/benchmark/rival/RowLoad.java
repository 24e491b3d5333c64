package hub.benchmark.rival;

import hub.benchmark.data.DataSet;
import hub.benchmark.report.Progress;
import java.sql.SQLException;

/** Stores a whole set of readings as rows. */
public final class RowLoad {

    private static final int COMMIT_ROWS = 1_000_000;

    private final RowStore rows;
    private final Progress progress;
    private int waiting;

    private RowLoad(RowStore rows, Progress progress) {
        this.rows = rows;
        this.progress = progress;
    }

    /** Stores all of a set, in transactions of a million rows. */
    public static void load(DataSet set, RowStore rows) throws SQLException {
        RowLoad load = new RowLoad(rows, Progress.of(rows.name() + ", " + set.name(), set.size()));
        set.inKeyOrder(load::add);
        rows.commit();
        load.progress.end();
    }

    private void add(int series, long timeMillis, double value) {
        try {
            rows.add(series, timeMillis, value);
            if (++waiting == COMMIT_ROWS) {
                rows.commit();
                progress.add(waiting);
                waiting = 0;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

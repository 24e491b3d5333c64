package hub.sql;

import hub.sql.SqlStoppedException.Stop;
import hub.store.ReadingBlock;
import hub.store.ReadingCursor;
import hub.store.SeriesRecord;
import hub.store.SeriesScan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.h2.value.Value;

/** Readings from the last to the first: all of them are held, 20 bytes each, where the database would hold 150. */
final class ReversedRows extends RowCursor {

    private static final int MAX_READINGS = 2_000_000;

    private final Run run;
    private final List<SeriesRecord> series = new ArrayList<>();
    private final Map<Integer, Integer> indexes = new HashMap<>();
    private final ReadingValues values = new ReadingValues();
    private int[] seriesOf = new int[1_024];
    private long[] times = new long[1_024];
    private double[] numbers = new double[1_024];
    private int at;

    private ReversedRows(Run run) {
        super(run);
        this.run = run;
    }

    static ReversedRows of(ReadingCursor cursor, Run run) {
        ReversedRows rows = new ReversedRows(run);
        while (cursor.next()) {
            rows.run.step();
            rows.add(cursor.series(), cursor.timeMicros(), cursor.value());
        }
        return rows;
    }

    static ReversedRows of(SeriesScan scan, Run run) {
        ReversedRows rows = new ReversedRows(run);
        while (scan.nextSeries()) {
            while (scan.nextRun()) {
                while (scan.nextBlock()) {
                    rows.run.check();
                    ReadingBlock block = scan.block();
                    for (int i = 0; i < block.size(); i++) {
                        rows.add(scan.series(), block.times()[i], block.values()[i]);
                    }
                }
            }
        }
        scan.close();
        return rows;
    }

    private void add(SeriesRecord of, long time, double value) {
        if (at == MAX_READINGS) {
            throw new SqlStoppedException(
                    Stop.TOO_LARGE,
                    "ORDER BY … DESC is about more than " + MAX_READINGS
                            + " readings: ask for less time or fewer series, or in ascending order");
        }
        if (at == times.length) {
            seriesOf = Arrays.copyOf(seriesOf, 2 * at);
            times = Arrays.copyOf(times, 2 * at);
            numbers = Arrays.copyOf(numbers, 2 * at);
        }
        seriesOf[at] = indexes.computeIfAbsent(of.number(), added -> {
            series.add(of);
            return series.size() - 1;
        });
        times[at] = time;
        numbers[at++] = value;
    }

    @Override
    boolean advance() {
        return --at >= 0;
    }

    @Override
    Value[] values() {
        return values.of(series.get(seriesOf[at]), times[at], numbers[at]);
    }
}

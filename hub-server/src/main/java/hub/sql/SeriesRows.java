package hub.sql;

import hub.store.SeriesScan;
import org.h2.value.Value;

/** Readings series after series, each ascending by time. */
final class SeriesRows extends RowCursor {

    private final SeriesScan scan;
    private final Run run;
    private final ReadingValues values = new ReadingValues();
    private boolean inSeries;
    private int at;
    private int size;

    SeriesRows(SeriesScan scan, Run run) {
        super(run);
        this.scan = scan;
        this.run = run;
    }

    @Override
    boolean advance() {
        at++;
        while (at >= size) {
            run.check();
            if (!nextBlock()) {
                return false;
            }
            size = scan.block().size();
            at = 0;
        }
        return true;
    }

    private boolean nextBlock() {
        while (!(inSeries && scan.nextBlock())) {
            if (!(inSeries && scan.nextRun())) {
                inSeries = scan.nextSeries();
                if (!inSeries) {
                    scan.close();
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    Value[] values() {
        return values.of(scan.series(), scan.block().times()[at], scan.block().values()[at]);
    }
}

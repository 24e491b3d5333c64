package hub.store.h2;

import hub.store.ReadingCursor;
import hub.store.SeriesRecord;
import hub.store.SeriesScan;
import hub.store.Snapshot;
import hub.store.TimeRange;
import java.util.*;

final class SimpleCursor implements ReadingCursor {
    private record Row(SeriesRecord s, long t, double v) {}

    private final List<Row> rows = new ArrayList<>();
    private int at = -1;
    private boolean closed;
    private final Snapshot snap;

    SimpleCursor(Snapshot snap, TimeRange range) {
        this.snap = snap;
        SeriesScan scan = snap.scan(range);
        while (scan.nextSeries())
            while (scan.nextRun())
                while (scan.nextBlock()) {
                    for (int i = 0; i < scan.block().size(); i++)
                        rows.add(new Row(
                                scan.series(),
                                scan.block().times()[i],
                                scan.block().values()[i]));
                }
        rows.sort(Comparator.comparingLong(Row::t));
    }

    @Override
    public boolean next() {
        if (closed) throw new IllegalStateException("the cursor is closed");
        return ++at < rows.size();
    }

    @Override
    public SeriesRecord series() {
        return rows.get(at).s();
    }

    @Override
    public long timeMicros() {
        return rows.get(at).t();
    }

    @Override
    public double value() {
        return rows.get(at).v();
    }

    @Override
    public void close() {
        closed = true;
        snap.close();
    }
}

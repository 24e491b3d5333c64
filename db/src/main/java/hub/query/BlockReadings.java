package hub.query;

import hub.store.ReadingBlock;
import hub.store.ReadingCursor;
import hub.store.SeriesRecord;
import hub.store.SeriesScan;
import hub.store.Snapshot;
import hub.store.TimeRange;
import org.jspecify.annotations.Nullable;

/** Walks over the readings of one series, block by block. */
final class BlockReadings implements ReadingCursor {

    private final SeriesScan scan;
    private final SeriesRecord series;
    private final QueryWatch watch;
    private final boolean any;
    private int size;
    private int at;
    private long[] times = {};
    private double[] values = {};
    private @Nullable ReadingBlock marked;

    BlockReadings(Snapshot snapshot, TimeRange range, QueryWatch watch) {
        this.watch = watch;
        this.series = snapshot.series().get(0);
        watch.check();
        this.scan = snapshot.scan(range);
        this.any = scan.nextSeries();
    }

    @Override
    public boolean next() {
        return ++at < size || (any && nextBlock());
    }

    private boolean nextBlock() {
        watch.step();
        size = 0;
        while (!scan.nextBlock()) {
            if (!scan.nextRun()) {
                return false;
            }
        }
        ReadingBlock block = scan.block();
        times = block.times();
        values = block.values();
        marked = block.isMarked() ? block : null;
        size = block.size();
        at = 0;
        return true;
    }

    @Override
    public SeriesRecord series() {
        return series;
    }

    @Override
    public long timeMicros() {
        return times[at];
    }

    @Override
    public double value() {
        return values[at];
    }

    @Override
    public int mark() {
        return marked == null ? 0 : marked.mark(at);
    }

    @Override
    public void close() {
        scan.close();
    }
}

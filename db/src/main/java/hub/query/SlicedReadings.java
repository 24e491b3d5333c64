package hub.query;

import hub.store.ReadingBlock;
import hub.store.ReadingCursor;
import hub.store.SeriesRecord;
import hub.store.SeriesScan;
import hub.store.Snapshot;
import hub.store.TimeRange;
import java.util.List;

/**
 * Walks over the readings of several series, ascending by time, then device, then metric. It reads them in slices of time,
 * in each series after series, and merges them in memory; of as much time as gives the readings that may be held, or of
 * 1 µs if that gives more.
 */
final class SlicedReadings implements ReadingCursor {

    private final Snapshot snapshot;
    private final List<SeriesRecord> series;
    private final Groups groups;
    private final QueryWatch watch;
    private final SlicePace pace;
    private final HeldReadings held;
    private final int[] at;
    private final MergeHeap heap;
    private final int maxHeld;
    private int current = -1;

    SlicedReadings(Snapshot snapshot, TimeRange range, QueryLimits limits, QueryWatch watch) {
        this.snapshot = snapshot;
        this.series = snapshot.series();
        this.groups = new Groups(series, Grouping.SERIES);
        this.watch = watch;
        this.pace = new SlicePace(range);
        this.held = new HeldReadings(series.size());
        this.at = new int[series.size()];
        this.heap = new MergeHeap(series.size());
        this.maxHeld = limits.heldReadings();
    }

    @Override
    public boolean next() {
        watch.step();
        if (current >= 0) {
            pass();
        }
        while (heap.isEmpty()) {
            if (series.isEmpty() || !pace.hasNext()) {
                return false;
            }
            nextSlice();
        }
        current = heap.source();
        return true;
    }

    private void pass() {
        if (++at[current] < held.end(current)) {
            heap.replace(held.time(at[current]));
        } else {
            heap.remove();
        }
        current = -1;
    }

    private void nextSlice() {
        held.clear();
        long end = read(pace.fromMicros(), pace.endMicros());
        if (held.size() == 0) {
            pace.passEmpty(end);
        } else {
            pace.pass(end, held.firstTime(), held.size(), maxHeld);
        }
        for (int i = 0; i < at.length; i++) {
            at[i] = held.begin(i);
            if (at[i] < held.end(i)) {
                heap.add(held.time(at[i]), i);
            }
        }
    }

    /** Reads until an end, or an earlier one if that is too much to hold; returns which. */
    private long read(long from, long to) {
        long end = to;
        int room = maxHeld;
        watch.check();
        try (SeriesScan scan = snapshot.scan(new TimeRange(from, to))) {
            while (scan.nextSeries()) {
                int index = groups.of(scan.series());
                while (nextBlock(scan, end)) {
                    watch.step();
                    add(index, scan.block(), end);
                    if (held.size() > room) {
                        end = makeRoom(end);
                        room = Math.max(room, 2 * held.size());
                    }
                }
            }
        }
        return end;
    }

    /** Whether the series has a block more that begins before the end. */
    private static boolean nextBlock(SeriesScan scan, long end) {
        while (!scan.nextBlock()) {
            if (!scan.nextRun()) {
                return false;
            }
        }
        return scan.block().firstTime() < end;
    }

    private void add(int index, ReadingBlock block, long end) {
        int count =
                block.lastTime() < end ? block.size() : HeldReadings.lowerBound(block.times(), 0, block.size(), end);
        held.add(index, block, count);
    }

    /** Halves the time until what is held is half of what may be, or all of one time. */
    private long makeRoom(long before) {
        long end = before;
        long first = held.firstTime();
        for (long last = held.lastTime(); held.size() > maxHeld / 2 && first < last; last = held.lastTime()) {
            end = Saturated.middle(first, last) + 1;
            held.dropFrom(end);
        }
        return end;
    }

    @Override
    public SeriesRecord series() {
        return series.get(current);
    }

    @Override
    public long timeMicros() {
        return held.time(at[current]);
    }

    @Override
    public double value() {
        return held.value(at[current]);
    }

    @Override
    public int mark() {
        return held.mark(at[current]);
    }

    @Override
    public void close() {
        heap.clear();
    }
}

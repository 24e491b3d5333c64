package hub.query;

import hub.store.ReadingBlock;
import hub.store.SeriesScan;
import hub.store.chunk.ChunkSummary;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hands the readings of a scan to their buckets, in parts of blocks as long as possible. */
final class BucketWalk {

    private final Buckets buckets;
    private final boolean takeSummaries;
    private final QueryWatch watch;
    private final BucketSink sink;
    private @Nullable Accumulator bucket;
    private long end;

    BucketWalk(Buckets buckets, boolean takeSummaries, QueryWatch watch, BucketSink sink) {
        this.buckets = buckets;
        this.takeSummaries = takeSummaries;
        this.watch = watch;
        this.sink = sink;
    }

    /** Walks over all series of a scan. */
    void walk(SeriesScan scan, Groups groups) {
        while (scan.nextSeries()) {
            watch.check();
            walkSeries(scan, groups.of(scan.series()));
            if (bucket != null) {
                sink.close(bucket);
                bucket = null;
            }
        }
    }

    private void walkSeries(SeriesScan scan, int group) {
        while (scan.nextRun()) {
            watch.step();
            if (takeSummaries && add(scan.summary(), group)) {
                continue;
            }
            while (scan.nextBlock()) {
                watch.step();
                if (!add(scan.block(), group)) {
                    return;
                }
            }
        }
    }

    /** Adds a run as a whole, if it lies in one bucket. */
    private boolean add(Optional<ChunkSummary> summary, int group) {
        if (summary.isEmpty()) {
            return false;
        }
        ChunkSummary run = summary.get();
        Accumulator open = bucketOf(run.minTime(), group);
        return open != null && run.maxTime() < end && open.add(run);
    }

    /** Adds a block; false if the series has no readings any more that are wanted. */
    private boolean add(ReadingBlock block, int group) {
        int size = block.size();
        long last = block.lastTime();
        long time = block.firstTime();
        int from = 0;
        while (true) {
            Accumulator open = bucketOf(time, group);
            if (open == null) {
                return false;
            }
            if (last < end) {
                open.add(block, from, size);
                return true;
            }
            int to = behind(block.times(), from, size, end);
            open.add(block, from, to);
            from = to;
            time = block.times()[from];
        }
    }

    private @Nullable Accumulator bucketOf(long time, int group) {
        Accumulator open = bucket;
        if (open == null || time >= end) {
            if (open != null) {
                sink.close(open);
            }
            end = buckets.end(time);
            open = sink.open(group, buckets.start(time), end);
            bucket = open;
        }
        return open;
    }

    /** The first index of a time at or behind the end; there is one. Gallops, since most buckets end soon or not here. */
    private static int behind(long[] times, int from, int size, long end) {
        int step = 1;
        int low = from;
        while (low + step < size && times[low + step] < end) {
            low += step;
            step <<= 1;
        }
        int high = Math.min(size - 1, low + step);
        while (low + 1 < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] < end) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}

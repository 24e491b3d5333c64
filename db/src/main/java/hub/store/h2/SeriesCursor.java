package hub.store.h2;

import hub.store.SeriesRecord;
import hub.store.TimeRange;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Walks over one series: its chunks and its head merged by time, of equal times the later arrival.
 *
 * <p>A chunk is read when the walk reaches its first time, so only chunks that overlap are in memory together.
 */
final class SeriesCursor implements Comparable<SeriesCursor> {

    /** Arrival order of the head's parts: behind every chunk, in their own order. */
    private static final long FIRST_HEAD_ORDER = Long.MAX_VALUE - 1;

    private final int rank;
    private final SeriesRecord series;
    private final TimeRange range;
    private final ChunkRows chunks;
    private final List<ChunkRows.Ref> refs;
    private int nextRef;
    private final PriorityQueue<Source> open = new PriorityQueue<>();
    private long time;
    private double value;

    /**
     * Begins before the first reading.
     *
     * @param rank of the series among those of the query, by device and metric
     * @param refs the chunks that may have readings in the range, ascending by their first time
     */
    SeriesCursor(
            int rank,
            SeriesRecord series,
            TimeRange range,
            ChunkRows chunks,
            List<ChunkRows.Ref> refs,
            List<SeriesHead.View> heads) {
        this.rank = rank;
        this.series = series;
        this.range = range;
        this.chunks = chunks;
        this.refs = refs;
        for (int i = 0; i < heads.size(); i++) {
            open(heads.get(i).sorted(), FIRST_HEAD_ORDER + i);
        }
    }

    boolean next() {
        openReached();
        Source first = open.poll();
        if (first == null) {
            return false;
        }
        time = first.time();
        value = first.value();
        advance(first);
        while (!open.isEmpty() && open.peek().time() == time) {
            advance(open.remove());
        }
        return true;
    }

    /** By time, then by device and metric. */
    @Override
    public int compareTo(SeriesCursor other) {
        return time != other.time ? Long.compare(time, other.time) : Integer.compare(rank, other.rank);
    }

    SeriesRecord series() {
        return series;
    }

    long time() {
        return time;
    }

    double value() {
        return value;
    }

    /** Opens every chunk that begins at or before the next reading: it may hold it, or a later arrival of it. */
    private void openReached() {
        while (nextRef < refs.size()
                && (open.isEmpty() || refs.get(nextRef).minTime() <= open.peek().time())) {
            ChunkRows.Ref ref = refs.get(nextRef);
            open(chunks.read(ref), ref.id());
            nextRef++; // Only now: after a failure the next call fails again, rather than leave a chunk out.
        }
    }

    private void open(Columns columns, long order) {
        Source source = new Source(
                columns, columns.lowerBound(range.fromMicros()), columns.lowerBound(range.toMicros()), order);
        if (source.at < source.end) {
            open.add(source);
        }
    }

    private void advance(Source source) {
        if (++source.at < source.end) {
            open.add(source);
        }
    }

    /** A run of readings at one of them; ordered by time, of equal times the later arrival first. */
    private static final class Source implements Comparable<Source> {

        private final Columns columns;
        private final int end;
        private final long order;
        private int at;

        Source(Columns columns, int at, int end, long order) {
            this.columns = columns;
            this.at = at;
            this.end = end;
            this.order = order;
        }

        long time() {
            return columns.times()[at];
        }

        double value() {
            return columns.values()[at];
        }

        @Override
        public int compareTo(Source other) {
            int byTime = Long.compare(time(), other.time());
            return byTime != 0 ? byTime : Long.compare(other.order, order);
        }
    }
}

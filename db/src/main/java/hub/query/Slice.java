package hub.query;

import org.jspecify.annotations.Nullable;

/**
 * The buckets of a part of the range, while they are filled series by series. A slice that would hold too much is cut:
 * what it has from some bucket on is dropped, and left to the next slice.
 */
abstract class Slice implements BucketSink {

    private final Buckets buckets;
    private long toMicros;
    private int room;

    /**
     * Begins without buckets.
     *
     * @param toMicros where the part of the range ends
     * @param room how many buckets it should hold at most
     */
    Slice(Buckets buckets, long toMicros, int room) {
        this.buckets = buckets;
        this.toMicros = toMicros;
        this.room = room;
    }

    /** Where it ends; earlier after it was cut. */
    final long toMicros() {
        return toMicros;
    }

    @Override
    public final @Nullable Accumulator open(int group, long start, long end) {
        if (size() >= room || isTight()) {
            makeRoom();
        }
        return start < toMicros ? bucket(group, start, end) : null;
    }

    /** Halves the time until half of the room is free, or a single bucket of each group is left. */
    private void makeRoom() {
        if (size() == 0) {
            return;
        }
        long first = firstStart();
        for (long last = lastStart(); (size() > room / 2 || isTight()) && first < last; last = lastStart()) {
            long middle = buckets.start(Saturated.middle(first, last));
            long cut = middle > first ? middle : buckets.end(first);
            dropFrom(cut);
            toMicros = cut;
        }
        room = Math.max(room, 2 * size());
    }

    abstract Accumulator bucket(int group, long start, long end);

    /** How many buckets it has. */
    abstract int size();

    /** Whether its percentiles take more than half of what they may. */
    abstract boolean isTight();

    /** The first start of its buckets; it has some. */
    abstract long firstStart();

    /** The last start of its buckets; it has some. */
    abstract long lastStart();

    abstract void dropFrom(long timeMicros);

    /** What it has in the end. Called once. */
    abstract CellTable finish();
}

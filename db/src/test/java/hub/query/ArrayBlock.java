package hub.query;

import hub.store.ReadingBlock;
import hub.store.TimeRange;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** A block of arrays that have nothing behind its last reading. */
@SuppressWarnings("ArrayRecordComponent") // Blocks are not compared.
record ArrayBlock(long[] times, double[] values, int scale) implements ReadingBlock {

    /** Most readings have no mark, and so have some blocks. */
    static int markOf(long time, double value) {
        return value > 80 ? 1 + (int) (Math.abs(time) % 255) : 0;
    }

    @Override
    public boolean isMarked() {
        return IntStream.range(0, times.length).anyMatch(i -> mark(i) != 0);
    }

    @Override
    public int mark(int reading) {
        return markOf(times[reading], values[reading]);
    }

    @Override
    public int size() {
        return times.length;
    }

    @Override
    public long[] mantissas() {
        if (scale == NO_SCALE) {
            throw new IllegalStateException("no scale");
        }
        return Arrays.stream(values)
                .mapToLong(value -> (long) Math.rint(value * Quotient.power(scale)))
                .toArray();
    }

    /** The part of it that is in a range, if there is any. */
    Optional<ArrayBlock> within(TimeRange range) {
        int[] inside = IntStream.range(0, times.length)
                .filter(i -> range.contains(times[i]))
                .toArray();
        if (inside.length == 0) {
            return Optional.empty();
        }
        int from = inside[0];
        int to = inside[inside.length - 1] + 1;
        return Optional.of(
                new ArrayBlock(Arrays.copyOfRange(times, from, to), Arrays.copyOfRange(values, from, to), scale));
    }
}

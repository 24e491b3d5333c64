package hub.store.chunk;

import java.util.Arrays;

/**
 * Finds the cheapest way to pack a block: how its numbers are made small, how wide they are packed, from which base on,
 * and so which of them are exceptions.
 */
final class PackingSearch {
    private static final int EXCEPTION_HEADER_BITS = 16;

    private final long[] sorted = new long[BlockFormat.SIZE];
    private int count;
    private long cost;
    private int mode;
    private int width;
    private long base;

    void begin(int numbers) {
        count = numbers;
        cost = Long.MAX_VALUE;
    }

    int mode() {
        return mode;
    }

    int width() {
        return width;
    }

    long base() {
        return base;
    }

    void tryFrame(long[] numbers, int from, long last) {
        for (int i = 0; i < count; i++) {
            sorted[i] = numbers[from + i] - last;
        }
        Arrays.sort(sorted, 0, count);
        tryWindows(BlockFormat.FRAME);
    }

    void tryDeltas(long[] deltas) {
        System.arraycopy(deltas, 0, sorted, 0, count);
        Arrays.sort(sorted, 0, count);
        tryCentred(BlockFormat.CENTRED_DELTA);
        tryWindows(BlockFormat.DELTA);
    }

    void tryChanges(long[] changes) {
        System.arraycopy(changes, 0, sorted, 0, count);
        Arrays.sort(sorted, 0, count);
        tryCentred(BlockFormat.CENTRED_DELTA_OF_DELTA);
    }

    private void tryCentred(int candidate) {
        long extremes = ChunkOutput.zigzag(sorted[0]) | ChunkOutput.zigzag(sorted[count - 1]);
        int bits = BitPacking.width(bits(extremes));
        for (int w = bits; w >= 0; w = Math.min(w, BitPacking.MAX_ODD_WIDTH + 1) - 1) {
            long low = BlockFormat.centredBase(w);
            int begin = 0;
            int end = count;
            if (w < Long.SIZE) {
                long high = low + BitPacking.mask(w);
                while (begin < end && sorted[begin] < low) {
                    begin++;
                }
                while (begin < end && sorted[end - 1] > high) {
                    end--;
                }
            }
            consider(candidate, w, low, count - (end - begin), 0);
            if (2 * (end - begin) < count) {
                return;
            }
        }
    }

    private void tryWindows(int candidate) {
        long range = sorted[count - 1] - sorted[0];
        int bits = BitPacking.width(bits(range));
        if (bits == Long.SIZE) {
            consider(candidate, Long.SIZE, 0, 0, Byte.SIZE);
            bits = BitPacking.MAX_ODD_WIDTH;
            if (range < 0) {
                return;
            }
        }
        while (bits >= 0) {
            int begin = fullest(bits);
            consider(
                    candidate,
                    bits,
                    sorted[begin],
                    count - fullestCount,
                    Byte.SIZE * ChunkOutput.varintBytes(ChunkOutput.zigzag(sorted[begin])));
            if (2 * fullestCount < count) {
                return;
            }
            long span = sorted[begin + fullestCount - 1] - sorted[begin];
            bits = Math.min(bits, bits(span)) - 1;
        }
    }

    private int fullestCount;

    /** Where the window of that width begins that has most numbers in it. */
    private int fullest(int bits) {
        int best = 0;
        int bestCount = 0;
        for (int begin = 0, end = 0; end < count; begin++) {
            while (end < count && (sorted[end] - sorted[begin]) >>> bits == 0) {
                end++;
            }
            if (end - begin > bestCount) {
                best = begin;
                bestCount = end - begin;
            }
        }
        fullestCount = bestCount;
        return best;
    }

    private void consider(int candidate, int bits, long from, int exceptions, int baseBits) {
        long sum = (bits < BlockFormat.WIDE ? Byte.SIZE : 2 * Byte.SIZE)
                + baseBits
                + (long) Byte.SIZE * BitPacking.bytes(count, bits);
        if (exceptions > 0) {
            int highBits = Math.max(highBits((sorted[0] - from) >> bits), highBits((sorted[count - 1] - from) >> bits));
            sum += EXCEPTION_HEADER_BITS
                    + (long) Byte.SIZE * BitPacking.bytes(exceptions, BlockFormat.PLACE_BITS + highBits);
        }
        if (sum < cost) {
            cost = sum;
            mode = candidate;
            width = bits;
            base = from;
        }
    }

    private static int highBits(long high) {
        return high == 0 ? 0 : bits(ChunkOutput.zigzag(high) - 1);
    }

    private static int bits(long unsigned) {
        return Long.SIZE - Long.numberOfLeadingZeros(unsigned);
    }
}

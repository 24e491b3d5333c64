package hub.store.chunk;

import java.util.Arrays;

/**
 * Finds the cheapest way to pack a block: how its numbers are made small, how wide they are packed, from which
 * base on, and so which of them are exceptions.
 */
final class PackingSearch {
    /**
     * A frame whose numbers are on average so many times as far from their middle as the steps are is not looked
     * at.
     */
    private static final double HOPELESS = 2;

    private final ShortSort sort = new ShortSort(BlockFormat.SIZE);
    private final long[] offsets = new long[BlockFormat.SIZE];
    private final int[] ofBits = new int[Long.SIZE + 1];
    private int count;
    private long cost;
    private int mode;
    private int width;
    private long base;
    private int windowBegin;
    private int windowCount;

    /** Searches for numbers, of which the steps from one to the next and the changes of those are given too. */
    void search(long[] numbers, int from, long last, long previousBase, long[] deltas, long[] changes, int size) {
        count = size;
        cost = Long.MAX_VALUE;
        tryCentred(BlockFormat.CENTRED_DELTA, deltas);
        if (cost > Byte.SIZE) {
            tryCentred(BlockFormat.CENTRED_DELTA_OF_DELTA, changes);
        }
        if (cost > Byte.SIZE) {
            tryWindows(BlockFormat.DELTA, deltas, previousBase);
            tryFrame(numbers, from, last, deltas);
        }
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

    private void tryFrame(long[] numbers, int from, long last, long[] deltas) {
        double steps = 0;
        double sum = 0;
        for (int i = 0; i < count; i++) {
            offsets[i] = numbers[from + i] - last;
            sum += offsets[i];
            steps += Math.abs((double) deltas[i]);
        }
        double middle = sum / count;
        double spread = 0;
        for (int i = 0; i < count; i++) {
            spread += Math.abs(offsets[i] - middle);
        }
        if (spread <= HOPELESS * steps) {
            tryWindows(BlockFormat.FRAME, offsets, 0);
        }
    }

    private void tryCentred(int candidate, long[] residuals) {
        Arrays.fill(ofBits, 0);
        long min = residuals[0];
        long max = residuals[0];
        for (int i = 0; i < count; i++) {
            long residual = residuals[i];
            ofBits[centredBits(residual)]++;
            min = Math.min(min, residual);
            max = Math.max(max, residual);
        }
        int exceptions = 0;
        for (int bits = Long.SIZE; bits >= 0 && 2 * exceptions <= count; bits--) {
            if (BitPacking.isWidth(bits) && exceptions + ofBits[bits] > 0) {
                consider(candidate, bits, BlockFormat.centredBase(bits), 0, exceptions, min, max);
            }
            exceptions += ofBits[bits];
        }
    }

    private void tryWindows(int candidate, long[] residuals, long previousBase) {
        long min = residuals[0];
        long max = residuals[0];
        for (int i = 1; i < count; i++) {
            min = Math.min(min, residuals[i]);
            max = Math.max(max, residuals[i]);
        }
        if (max - min < 0) {
            return; // Of 64 bits, where a window saves little.
        }
        long[] sorted = sort.sorted(residuals, count, min, max - min);
        int bits = Math.min(bits(max - min), BitPacking.MAX_ODD_WIDTH);
        while (bits >= 0) {
            long spared = cost - Byte.SIZE - (long) count * bits;
            int exceptions = (int) Math.min(spared / (BlockFormat.PLACE_BITS + 1), count / 2);
            if (spared > 0 && findWindow(sorted, bits, exceptions)) {
                long from = sorted[windowBegin];
                bits = bits(sorted[windowBegin + windowCount - 1] - from);
                int baseBits = Byte.SIZE * ChunkOutput.varintBytes(ChunkOutput.zigzag(from - previousBase));
                consider(candidate, bits, from, baseBits, count - windowCount, min, max);
            }
            bits--;
        }
    }

    /** Finds the fullest window of that width, if there is one with no more than so many numbers outside. */
    private boolean findWindow(long[] sorted, int bits, int exceptions) {
        int least = count - exceptions;
        windowCount = 0;
        for (int begin = 0; begin + least <= count; begin++) {
            int end = begin + Math.max(least, windowCount + 1);
            while (end <= count && (sorted[end - 1] - sorted[begin]) >>> bits == 0) {
                windowBegin = begin;
                windowCount = end - begin;
                end++;
            }
        }
        return windowCount > 0;
    }

    private void consider(int candidate, int bits, long from, int baseBits, int exceptions, long min, long max) {
        long sum = Byte.SIZE * (long) BlockFormat.headerBytes(bits) + baseBits;
        sum += (long) Byte.SIZE * BitPacking.bytes(count, bits);
        if (exceptions > 0) {
            int highBits = Math.max(highBits((min - from) >> bits), highBits((max - from) >> bits));
            sum += Byte.SIZE * (long) BlockFormat.exceptionBytes(exceptions, highBits);
        }
        if (sum < cost) {
            cost = sum;
            mode = candidate;
            width = bits;
            base = from;
        }
    }

    /** How many bits a number has, with its sign. */
    private static int centredBits(long number) {
        return number == 0 ? 0 : 1 + bits(number ^ (number >> (Long.SIZE - 1)));
    }

    private static int highBits(long high) {
        return high == 0 ? 0 : bits(ChunkOutput.zigzag(high) - 1);
    }

    private static int bits(long unsigned) {
        return Long.SIZE - Long.numberOfLeadingZeros(unsigned);
    }
}

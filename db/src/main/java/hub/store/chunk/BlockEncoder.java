package hub.store.chunk;

/**
 * Writes a sequence of whole numbers in blocks, each packed in the cheapest of four ways; {@link Chunk} describes
 * them.
 *
 * <p>The first number of the sequence is written elsewhere.
 */
final class BlockEncoder {
    private final ChunkOutput out;
    private final PackingSearch search = new PackingSearch();
    private final long[] deltas = new long[BlockFormat.SIZE];
    private final long[] changes = new long[BlockFormat.SIZE];
    private final long[] highs = new long[BlockFormat.SIZE];
    private final int[] places = new int[BlockFormat.SIZE];
    private long last;
    private long step;
    private long previousBase;

    BlockEncoder(ChunkOutput out) {
        this.out = out;
    }

    /** The blocks of a whole sequence but for its first number, in the place of what the output held. */
    byte[] encoded(long[] numbers) {
        out.truncate(0);
        encode(numbers, 0, numbers.length);
        return out.toByteArray();
    }

    /** Writes the sequence {@code [from, to)} but for its first number. */
    void encode(long[] numbers, int from, int to) {
        begin(numbers[from]);
        for (int at = from; at < to; at += BlockFormat.SIZE) {
            block(numbers, at == from ? from + 1 : at, Math.min(to, at + BlockFormat.SIZE));
        }
    }

    /** Begins a sequence with that number. */
    void begin(long first) {
        last = first;
        step = 0;
        previousBase = 0;
    }

    /** Writes the next block {@code [from, to)}: at most 128, in the first block 127. None is nothing. */
    void block(long[] numbers, int from, int to) {
        int count = to - from;
        if (count == 0) {
            return;
        }
        long previous = last;
        long previousStep = step;
        for (int i = 0; i < count; i++) {
            deltas[i] = numbers[from + i] - previous;
            changes[i] = deltas[i] - previousStep;
            previous = numbers[from + i];
            previousStep = deltas[i];
        }
        search.search(numbers, from, last, previousBase, deltas, changes, count);
        write(numbers, from, count);
        last = previous;
        step = previousStep;
    }

    private void write(long[] numbers, int from, int count) {
        int mode = search.mode();
        int width = search.width();
        long base = search.base();
        long[] residuals = changes;
        if (mode == BlockFormat.FRAME) {
            for (int i = 0; i < count; i++) {
                residuals[i] = numbers[from + i] - last;
            }
        } else if (mode != BlockFormat.CENTRED_DELTA_OF_DELTA) {
            residuals = deltas;
        }
        int exceptions = subtract(residuals, count, base, width);
        int header = mode << BlockFormat.MODE_SHIFT | (exceptions > 0 ? BlockFormat.EXCEPTIONS : 0);
        if (width < BlockFormat.WIDE) {
            out.writeByte(header | width);
        } else {
            out.writeByte(header | BlockFormat.WIDE);
            out.writeByte(width);
        }
        if (mode == BlockFormat.FRAME) {
            out.writeZigzag(base);
        } else if (mode == BlockFormat.DELTA) {
            out.writeZigzag(base - previousBase);
            previousBase = base;
        }
        out.writePacked(residuals, 0, count, width);
        if (exceptions > 0) {
            writeExceptions(exceptions);
        }
    }

    /** Takes the base away, and notes what then has bits beyond the width. How many those are. */
    private int subtract(long[] residuals, int count, long base, int width) {
        int exceptions = 0;
        for (int i = 0; i < count; i++) {
            residuals[i] -= base;
            long high = width == Long.SIZE ? 0 : residuals[i] >> width;
            if (high != 0) {
                places[exceptions] = i;
                highs[exceptions++] = ChunkOutput.zigzag(high) - 1;
            }
        }
        return exceptions;
    }

    private void writeExceptions(int count) {
        long all = 0;
        for (int i = 0; i < count; i++) {
            all |= highs[i];
        }
        int width = Long.SIZE - Long.numberOfLeadingZeros(all);
        if (BlockFormat.isSmall(count, width)) {
            out.writeByte(count | width << 4);
        } else {
            out.writeByte(0);
            out.writeByte(count);
            out.writeByte(width);
        }
        out.writePlaced(places, highs, count, width);
    }
}

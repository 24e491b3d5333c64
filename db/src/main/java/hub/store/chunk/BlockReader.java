package hub.store.chunk;

import hub.store.ReadingBlock;

/**
 * Reads a column block by block; it is itself the block it came to. Times are decoded when they are asked for, so
 * what never asks for them does not pay for them. Not for two threads.
 */
public final class BlockReader implements ReadingBlock {
    private final ValueColumn column;
    private final ChunkInput in;
    private final BlockDecoder blocks;
    private final TimeReader time;
    private final long[] numbers = new long[BlockDecoder.ROOM];
    private final Patches patches = new Patches();
    private double[] values = {};
    private int size;
    private boolean valuesKnown;
    private int valueBlocks;
    private int timeBlocks;
    private int timeSize;

    BlockReader(ValueColumn column, ChunkInput in, TimeReader time) {
        this.column = column;
        this.in = in;
        this.time = time;
        this.blocks =
                new BlockDecoder(in, column.firstNumber(), column.summary().count());
    }

    /**
     * Goes to the next block.
     *
     * @return whether there is one
     * @throws CorruptChunkException if its bytes make no sense
     */
    public boolean next() {
        if (blocks.left() == 0) {
            return false;
        }
        valuesKnown = false;
        if (column.isPatched()) {
            patches.read(in, Math.min(blocks.left(), BlockFormat.SIZE));
        }
        size = blocks.next(numbers);
        valueBlocks++;
        if (!column.isFloat() && blocks.reach() >= Decimals.MANTISSA_LIMIT) {
            checkMantissas();
        }
        return true;
    }

    private void checkMantissas() {
        long bits = 0;
        for (int i = 0; i < size; i++) {
            bits |= numbers[i] ^ (numbers[i] >> (Long.SIZE - 1));
        }
        if (bits >= Decimals.MANTISSA_LIMIT) {
            throw new CorruptChunkException("a mantissa of more than 53 bits");
        }
    }

    /**
     * Passes over blocks that end before that time: the next block is the first that may have a later or equal
     * one. The current block is gone then.
     *
     * @throws CorruptChunkException if the bytes on the way make no sense
     */
    public void skipTo(long timeMicros) {
        while (blocks.left() > 0) {
            while (timeBlocks <= valueBlocks) {
                nextTimes();
            }
            if (time.times()[timeSize - 1] >= timeMicros) {
                return;
            }
            next();
        }
    }

    private void nextTimes() {
        timeSize = time.next();
        timeBlocks++;
    }

    @Override
    public int size() {
        return size;
    }

    /**
     * Times in µs since 1970.
     *
     * @throws CorruptChunkException if their bytes make no sense
     */
    @Override
    public long[] times() {
        while (timeBlocks < valueBlocks) {
            nextTimes();
        }
        return time.times();
    }

    @Override
    public int scale() {
        return column.isFloat() || patches.count() > 0 ? NO_SCALE : column.scale();
    }

    @Override
    public long[] mantissas() {
        if (scale() == NO_SCALE) {
            throw new IllegalStateException("the values of this block have no scale");
        }
        return numbers;
    }

    @Override
    public double[] values() {
        if (!valuesKnown) {
            valuesKnown = true;
            if (values.length == 0) {
                values = new double[BlockFormat.SIZE];
            }
            if (column.isFloat()) {
                for (int i = 0; i < size; i++) {
                    values[i] = ColumnFormat.unordered(numbers[i], column.shift());
                }
            } else {
                Decimals.toValues(numbers, column.scale(), values, size);
                patches.apply(values);
            }
        }
        return values;
    }
}

package hub.store.chunk;

import hub.store.ReadingBlock;

/** Computes from a column's readings what its directory says that they amount to, as the encoder does. */
public final class DecodedSummary {

    private final double[] values;
    private int count;
    private long minTime;
    private long maxTime;
    private boolean decimal = true;
    private int scale;
    private long minMantissa = Long.MAX_VALUE;
    private long maxMantissa = Long.MIN_VALUE;
    private long mantissaSum;

    private DecodedSummary(int count) {
        this.values = new double[count];
    }

    /**
     * Decodes all of a column.
     *
     * @throws CorruptChunkException if its bytes make no sense
     */
    public static ChunkSummary of(Chunk chunk, int column) {
        DecodedSummary summary = new DecodedSummary(chunk.summary(column).count());
        BlockReader blocks = chunk.read(column);
        while (blocks.next()) {
            summary.add(blocks);
        }
        return summary.finish();
    }

    private void add(ReadingBlock block) {
        int size = block.size();
        long[] times = block.times();
        if (count == 0) {
            minTime = times[0];
        } else if (times[0] <= maxTime) {
            throw new CorruptChunkException("time " + times[0] + " follows " + maxTime);
        }
        maxTime = times[size - 1];
        if (block.scale() == ReadingBlock.NO_SCALE) {
            decimal = false;
        } else if (decimal) {
            addMantissas(block.mantissas(), size);
            scale = block.scale();
        }
        System.arraycopy(block.values(), 0, values, count, size);
        count += size;
    }

    private void addMantissas(long[] mantissas, int size) {
        for (int i = 0; i < size; i++) {
            minMantissa = Math.min(minMantissa, mantissas[i]);
            maxMantissa = Math.max(maxMantissa, mantissas[i]);
            mantissaSum += mantissas[i];
        }
    }

    private ChunkSummary finish() {
        double min = values[0];
        double max = values[0];
        for (int i = 0; i < count; i++) {
            min = Math.min(min, values[i]);
            max = Math.max(max, values[i]);
        }
        boolean exact = decimal && !Decimals.sumMayOverflow(minMantissa, maxMantissa, count);
        double sum = exact ? Decimals.exactValue(mantissaSum, scale) : CompensatedSum.of(values, 0, count);
        return new ChunkSummary(
                count,
                minTime,
                maxTime,
                min,
                max,
                count == 1 ? values[0] : sum,
                values[0],
                values[count - 1],
                exact ? scale : Decimals.NO_SCALE);
    }
}

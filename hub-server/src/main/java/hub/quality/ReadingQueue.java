package hub.quality;

import hub.store.ReadingBlock;
import hub.store.SeriesScan;

/** The readings of one series one by one, with as many before and behind each as are its neighbours. */
final class ReadingQueue {

    private static final int CAPACITY = 16;
    private static final int MASK = CAPACITY - 1;

    private static final long[] NONE = {};

    private final SeriesScan scan;
    private final long[] times = new long[CAPACITY];
    private final double[] values = new double[CAPACITY];
    private final long[] mantissas = new long[CAPACITY];
    private final int[] scales = new int[CAPACITY];
    private ReadingBlock block = new FlaggedBlock();
    private long[] blockMantissas = NONE;
    private int blockSize;
    private int nextOfBlock;
    private boolean hasRun;
    private long fetched;
    private long at = -1;

    /** @param scan at the series */
    ReadingQueue(SeriesScan scan) {
        this.scan = scan;
        this.hasRun = scan.nextRun();
    }

    boolean next() {
        at++;
        while (fetched <= at + QaTable.NEIGHBOURS && (nextOfBlock < blockSize || nextBlock())) {
            fetch();
        }
        return at < fetched;
    }

    private boolean nextBlock() {
        while (hasRun) {
            if (scan.nextBlock()) {
                block = scan.block();
                blockSize = block.size();
                boolean isDecimal = block.scale() != ReadingBlock.NO_SCALE;
                blockMantissas = isDecimal ? block.mantissas() : NONE;
                nextOfBlock = 0;
                return true;
            }
            hasRun = scan.nextRun();
        }
        return false;
    }

    private void fetch() {
        int slot = (int) fetched++ & MASK;
        times[slot] = block.times()[nextOfBlock];
        values[slot] = block.values()[nextOfBlock];
        scales[slot] = block.scale();
        mantissas[slot] = blockMantissas.length == 0 ? 0 : blockMantissas[nextOfBlock];
        nextOfBlock++;
    }

    long time() {
        return times[(int) at & MASK];
    }

    double value() {
        return values[(int) at & MASK];
    }

    long mantissa() {
        return mantissas[(int) at & MASK];
    }

    int scale() {
        return scales[(int) at & MASK];
    }

    /** Hands the reading and its neighbours over. */
    void window(SpikeTest test) {
        test.clear();
        long time = time();
        for (long i = Math.max(0, at - QaTable.NEIGHBOURS); i < Math.min(fetched, at + QaTable.NEIGHBOURS + 1); i++) {
            int slot = (int) i & MASK;
            if (Math.abs(times[slot] - time) <= QaTable.NEIGHBOUR_MICROS) {
                test.add(values[slot]);
            }
        }
    }
}

package hub.query;

import hub.store.ReadingBlock;
import hub.store.chunk.ChunkSummary;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** The readings of one bucket, as far as the aggregates need them. */
final class Accumulator {

    private final Aggregates aggregates;
    private final BlockSplit split;
    private final DecimalSums decimals;
    private final FloatSums floats;
    private final @Nullable Distribution distribution;
    private final TimeWeights weights = new TimeWeights();
    private final EndPoint first = new EndPoint();
    private final EndPoint last = new EndPoint();
    private long count;

    /** @param split may be shared with others of the same thread */
    Accumulator(Aggregates aggregates, BlockSplit split, MemoryBudget budget) {
        this.aggregates = aggregates;
        this.split = split;
        this.decimals = new DecimalSums(aggregates.squared());
        this.floats = new FloatSums(aggregates.squared());
        this.distribution = aggregates.distributed() ? new Distribution(budget) : null;
    }

    /** Forgets all readings. */
    void clear() {
        count = 0;
        decimals.clear();
        floats.clear();
        weights.clear();
        if (distribution != null) {
            distribution.clear();
        }
    }

    /** Gives back the memory of percentiles. */
    void release() {
        if (distribution != null) {
            distribution.release();
        }
    }

    long count() {
        return count;
    }

    /** Adds part of a block. */
    void add(ReadingBlock block, int from, int to) {
        if (aggregates.ended()) {
            addEnds(block, from, to - 1);
        }
        if (aggregates.timed()) {
            weights.add(block.times(), block.values(), from, to);
        }
        count += to - from;
        if (!aggregates.summedOrExtreme() && distribution == null) {
            return;
        }
        if (block.scale() == ReadingBlock.NO_SCALE) {
            addSplit(block.values(), from, to);
        } else {
            split.expect(block.scale());
            addDecimals(block.mantissas(), block.scale(), from, to);
        }
    }

    private void addDecimals(long[] mantissas, int scale, int from, int to) {
        if (aggregates.summedOrExtreme()) {
            decimals.at(scale).add(mantissas, from, to);
        }
        if (distribution != null) {
            distribution.add(mantissas, scale, from, to);
        }
    }

    private void addSplit(double[] values, int from, int to) {
        split.split(values, from, to);
        if (split.decimalCount() > 0) {
            addDecimals(split.mantissas(), split.scale(), 0, split.decimalCount());
        }
        if (distribution != null) {
            distribution.add(split.others(), split.otherCount());
        }
        if (aggregates.summedOrExtreme()) {
            split.addFiner(decimals);
            floats.add(split.others(), 0, split.otherCount());
        }
    }

    private void addEnds(ReadingBlock block, int from, int to) {
        long early = from == 0 ? block.firstTime() : block.times()[from];
        long late = to == block.size() - 1 ? block.lastTime() : block.times()[to];
        if (count == 0 || early < first.timeMicros()) {
            first.set(early, block, from);
        }
        if (count == 0 || late >= last.timeMicros()) {
            last.set(late, block, to);
        }
    }

    /** Adds all that a summary sums up; false, and nothing added, if it does not tell enough. */
    boolean add(ChunkSummary summary) {
        int scale = summary.scale();
        if (scale == ReadingBlock.NO_SCALE) {
            if (aggregates.summed()) {
                return false; // The sum is rounded, and of decimals too.
            }
            floats.add(summary.count(), summary.min(), summary.max());
        } else {
            double sum = summary.sum() * Quotient.power(scale);
            if (Math.abs(sum) >= BlockSplit.CERTAIN) {
                return false; // Rounded to a double it need not differ from its neighbours.
            }
            decimals.at(scale)
                    .add(summary.count(), units(summary.min(), scale), units(summary.max(), scale), Math.round(sum));
        }
        if (count == 0 || summary.minTime() < first.timeMicros()) {
            first.set(summary.minTime(), summary.first());
        }
        if (count == 0 || summary.maxTime() >= last.timeMicros()) {
            last.set(summary.maxTime(), summary.last());
        }
        count += summary.count();
        return true;
    }

    private static long units(double value, int scale) {
        return (long) Math.rint(value * Quotient.power(scale));
    }

    /**
     * What an aggregate is; not a number if it is absent.
     *
     * @param expected how many readings the bucket should have; not a number if that is not known
     */
    double value(Aggregate aggregate, double expected) {
        return switch (aggregate.kind()) {
            case COUNT -> count;
            case AVG -> count == 0 ? Double.NaN : sumOver(count);
            case SUM -> count == 0 ? Double.NaN : sumOver(1);
            case MIN -> count == 0 ? Double.NaN : Math.min(decimals.min(), floats.min());
            case MAX -> count == 0 ? Double.NaN : Math.max(decimals.max(), floats.max());
            case FIRST -> count == 0 ? Double.NaN : first.value();
            case LAST -> count == 0 ? Double.NaN : last.value();
            case STDDEV -> count < 2 ? Double.NaN : deviation();
            case PERCENTILE ->
                distribution == null || count == 0 ? Double.NaN : distribution.value(aggregate.rank(count));
            case RATE -> count < 2 ? Double.NaN : first.ratePerSecond(last);
            case TWA -> count == 0 ? Double.NaN : weights.mean();
            case COVERAGE -> Double.isNaN(expected) ? Double.NaN : Math.min(1, count / expected);
        };
    }

    private double sumOver(long divisor) {
        if (floats.count() == 0) {
            return decimals.sumOver(divisor);
        }
        double sum = floats.sum();
        if (decimals.count() == 0 || Double.isInfinite(sum)) {
            return sum / divisor;
        }
        return Quotient.of(floats.exactSum().add(decimals.exactSum()), BigInteger.valueOf(divisor));
    }

    private double deviation() {
        long less = count - 1;
        if (floats.count() == 0) {
            return Math.sqrt(decimals.squaredDistancesOver(less));
        }
        double squares = floats.squaredDistances();
        long exact = decimals.count();
        if (exact > 0) {
            // Chan, Golub, LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances", 1979.
            double apart = decimals.sumOver(exact) - floats.mean();
            squares += decimals.squaredDistancesOver(1) + apart * apart * exact * floats.count() / count;
        }
        return Double.isNaN(squares) ? Double.POSITIVE_INFINITY : Math.sqrt(squares / less);
    }
}

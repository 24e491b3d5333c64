package hub.query;

import hub.store.ReadingBlock;
import java.math.BigDecimal;
import java.math.BigInteger;

/** One reading: the first or the last of a bucket. */
final class EndPoint {

    private static final long SECOND_MICROS = 1_000_000;

    private long timeMicros;
    private int scale;
    private long mantissa;
    private double value;

    void set(long time, ReadingBlock block, int index) {
        if (block.scale() == ReadingBlock.NO_SCALE) {
            set(time, block.values()[index]);
        } else {
            timeMicros = time;
            scale = block.scale();
            mantissa = block.mantissas()[index];
        }
    }

    void set(long time, double itsValue) {
        timeMicros = time;
        value = itsValue;
        scale = BlockSplit.fineScale(itsValue);
        mantissa = scale == ReadingBlock.NO_SCALE ? 0 : (long) Math.rint(itsValue * Quotient.power(scale));
    }

    long timeMicros() {
        return timeMicros;
    }

    double value() {
        return scale == ReadingBlock.NO_SCALE ? value : mantissa / Quotient.power(scale);
    }

    /** How much more a later reading is, per second; of decimals the double nearest to that. */
    double ratePerSecond(EndPoint later) {
        BigInteger elapsed = BigInteger.valueOf(later.timeMicros).subtract(BigInteger.valueOf(timeMicros));
        if (scale == ReadingBlock.NO_SCALE || later.scale == ReadingBlock.NO_SCALE) {
            return (later.value() - value()) * (SECOND_MICROS / elapsed.doubleValue());
        }
        BigDecimal difference = later.decimal().subtract(decimal());
        return Quotient.of(difference.multiply(BigDecimal.valueOf(SECOND_MICROS)), elapsed);
    }

    private BigDecimal decimal() {
        return BigDecimal.valueOf(mantissa, scale);
    }
}

package hub.query;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The area under the straight lines between readings, which come ascending by time.
 *
 * <p>Products and their sum are kept with what rounding takes from them, so that the mean is right to about its last digit
 * however long the series: Ogita, Rump, Oishi, "Accurate sum and dot product", 2005.
 */
final class TimeWeights {

    private boolean any;
    private long firstTime;
    private long lastTime;
    private double lastValue;

    /** Twice the area. */
    private double sum;

    private double lost;

    void clear() {
        any = false;
        sum = 0;
        lost = 0;
    }

    void add(long[] times, double[] values, int from, int to) {
        int i = from;
        if (!any) {
            any = true;
            firstTime = times[from];
            lastTime = firstTime;
            lastValue = values[from];
            i++;
        }
        for (; i < to; i++) {
            double width = times[i] - lastTime;
            addProduct(lastValue, width);
            addProduct(values[i], width);
            lastTime = times[i];
            lastValue = values[i];
        }
    }

    private void addProduct(double height, double width) {
        double product = height * width;
        double rounding = Math.fma(height, width, -product);
        double next = sum + product;
        double part = next - sum;
        lost += (sum - (next - part)) + (product - part) + rounding;
        sum = next;
    }

    /** The mean height; infinite or not a number if the area is beyond all doubles. */
    double mean() {
        if (lastTime == firstTime) {
            return lastValue;
        }
        if (!Double.isFinite(sum) || !Double.isFinite(lost)) {
            return sum / (2.0 * ((double) lastTime - firstTime));
        }
        BigInteger span = BigInteger.valueOf(lastTime).subtract(BigInteger.valueOf(firstTime));
        return Quotient.of(new BigDecimal(sum).add(new BigDecimal(lost)), span.shiftLeft(1));
    }
}

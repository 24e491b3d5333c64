package hub.airquality;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The NowCast of the US EPA for particles: a mean over twelve hours in which newer hours weigh more, the more so the more the
 * concentration changes.
 *
 * <p>Sources: EPA-454/B-24-002, "How the NowCast is calculated"; "The NowCast for PM2.5 and PM10" of AirNow-Tech: hours as they are, not
 * cut or rounded; two of the newest three are needed; the weight is the least by the greatest hour, at least 0.5, to the power of
 * how many hours ago an hour was, also where hours between are missing; what comes out is cut as the index's table says.
 */
public final class NowCast {

    /** How many hours count. */
    public static final int HOURS = 12;

    private static final int NEWEST = 3;
    private static final int NEEDED = 2;
    private static final double LEAST_WEIGHT = 0.5;

    private NowCast() {}

    /**
     * The NowCast of an hour.
     *
     * @param newestFirst means of hours in µg/m³, this one and those before it; not a number where there is none
     * @return empty if fewer than two of the newest three are there
     */
    public static OptionalDouble of(double... newestFirst) {
        double[] hours = Arrays.copyOf(newestFirst, Math.min(HOURS, newestFirst.length));
        int newest = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (int i = 0; i < hours.length; i++) {
            hours[i] = Math.max(0, hours[i]); // Stays not a number.
            boolean isThere = !Double.isNaN(hours[i]);
            newest += isThere && i < NEWEST ? 1 : 0;
            least = isThere ? Math.min(least, hours[i]) : least;
            most = isThere ? Math.max(most, hours[i]) : most;
        }
        if (newest < NEEDED) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(weighted(hours, most == 0 ? 1 : Math.max(LEAST_WEIGHT, least / most)));
    }

    private static double weighted(double[] hours, double weight) {
        double sum = 0;
        double weights = 0;
        double power = 1;
        for (double hour : hours) {
            if (!Double.isNaN(hour)) {
                sum += power * hour;
                weights += power;
            }
            power *= weight;
        }
        return sum / weights;
    }
}

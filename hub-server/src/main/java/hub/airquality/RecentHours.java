package hub.airquality;

import java.util.Arrays;

/** The means of the newest hours of one series. */
final class RecentHours {

    private final double[] means = new double[NowCast.HOURS];
    private long newest = Long.MIN_VALUE / 2;

    RecentHours() {
        Arrays.fill(means, Double.NaN);
    }

    /** Adds the mean of an hour behind those that are there; not a number if it cannot be used. */
    void add(long hour, double mean) {
        long passed = Math.min(NowCast.HOURS, hour - newest);
        System.arraycopy(means, 0, means, (int) passed, NowCast.HOURS - (int) passed);
        Arrays.fill(means, 0, (int) passed, Double.NaN);
        means[0] = mean;
        newest = hour;
    }

    double[] newestFirst() {
        return means;
    }
}

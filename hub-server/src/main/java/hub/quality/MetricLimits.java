package hub.quality;

import java.util.List;

/**
 * What is doubtful of a metric.
 *
 * @param unit in which the numbers are; for a series in another unit they mean nothing
 * @param least the least value that is possible
 * @param most the greatest value that is possible
 * @param rails values that a sensor reports when it cannot measure: doubtful each time
 * @param rests values that may be real, but are also where sensors rest: doubtful when they stay, see {@link QaTable#REST_MICROS}
 * @param stuckMicros for how long a value may stay the same, in µs; {@link #NEVER} for as long as it likes
 * @param spikeFloor the least distance from the readings around that may be a spike; {@link #NONE} if none may
 */
record MetricLimits(
        String unit,
        double least,
        double most,
        List<Double> rails,
        List<Double> rests,
        long stuckMicros,
        double spikeFloor) {

    /** A value may stay for ever. */
    static final long NEVER = Long.MAX_VALUE;

    /** Nothing is a spike. */
    static final double NONE = Double.POSITIVE_INFINITY;

    /** Of a metric of which only is known what is possible. */
    static MetricLimits of(String unit, double least, double most) {
        return new MetricLimits(unit, least, most, List.of(), List.of(), NEVER, NONE);
    }

    MetricLimits railsAt(Double... values) {
        return new MetricLimits(unit, least, most, List.of(values), rests, stuckMicros, spikeFloor);
    }

    MetricLimits restsAt(Double... values) {
        return new MetricLimits(unit, least, most, rails, List.of(values), stuckMicros, spikeFloor);
    }

    MetricLimits stuckAfterHours(int hours) {
        return new MetricLimits(unit, least, most, rails, rests, hours * 3_600_000_000L, spikeFloor);
    }

    MetricLimits spikesFrom(double floor) {
        return new MetricLimits(unit, least, most, rails, rests, stuckMicros, floor);
    }

    MetricLimits within(double newLeast, double newMost) {
        return new MetricLimits(unit, newLeast, newMost, rails, rests, stuckMicros, spikeFloor);
    }
}

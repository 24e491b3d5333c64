package hub.airquality;

import hub.protocol.DeviceId;
import hub.protocol.Metric;
import java.util.Optional;

/**
 * The index of a device for an hour.
 *
 * @param timeMicros where the hour begins, in µs since 1970
 * @param score empty if there is none; then the reason says why
 * @param metric which pollutant is the worst, or without a score the one that has the most of its readings
 * @param concentration of that pollutant in µg/m³, cut as it was looked up: the NowCast or the mean of the hour; not a number without
 *     a score
 * @param coverage 0 to 1: which share of its readings in the hour are there; not a number if that is not known
 * @param reason why there is no index: {@code unit}, {@code coverage} or {@code nowcast}; empty if there is one
 */
public record IndexRow(
        long timeMicros,
        DeviceId device,
        Optional<Score> score,
        Metric metric,
        double concentration,
        double coverage,
        String reason) {

    /** Whether it says more of the hour than another of the same device and hour. */
    boolean isWorseThan(IndexRow other, IndexTable table) {
        if (score.isEmpty() || other.score.isEmpty()) {
            return score.isPresent() || (other.score.isEmpty() && orZero(coverage) > orZero(other.coverage));
        }
        int above = Integer.compare(score.get().index(), other.score.get().index());
        return above > 0 || (above == 0 && table.rank(metric) < table.rank(other.metric));
    }

    private static double orZero(double share) {
        return Double.isNaN(share) ? 0 : share;
    }
}

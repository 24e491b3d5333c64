package hub.simulator.report;

import hub.simulator.report.Tally.Counts;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** The texts that tell how a run is doing and how it went. */
public final class ProgressLine {

    private ProgressLine() {}

    /**
     * One look.
     *
     * @param latencies of acknowledgements since the look before, in µs
     * @param acknowledgedPerSecond since the look before
     */
    public static String of(Counts counts, Histogram latencies, double acknowledgedPerSecond) {
        StringBuilder line = new StringBuilder(160);
        line.append(format("connected %,d/%,d", counts.connected(), counts.devices()));
        line.append(format(" · sent %,d readings · acked %,d", counts.sent(), counts.acknowledged()));
        line.append(format(" · refused %,d", counts.refused()));
        if (counts.dropped() > 0) {
            line.append(format(" · dropped %,d", counts.dropped()));
        }
        if (counts.rejected() > 0) {
            line.append(format(" · turned away %,d devices", counts.rejected()));
        }
        line.append(" · ack p50 ").append(millis(latencies, 50)).append(" p99 ").append(millis(latencies, 99));
        return line.append(format(" · %,d/s", Math.round(acknowledgedPerSecond)))
                .toString();
    }

    /**
     * The last line, for programs: {@code key=value} with plain numbers; everything between devices and bad rows counts
     * readings.
     *
     * @param latencies of the whole run, in µs
     */
    public static String summary(Counts counts, Histogram latencies, double seconds) {
        return format(
                "done: devices=%d readings=%d acknowledged=%d refused=%d duplicates-resent=%d bad-rows=%d seconds=%.1f"
                        + " dropped=%d unacknowledged=%d turned-away=%d ack-p50-ms=%.1f ack-p99-ms=%.1f",
                counts.devices(),
                counts.offered(),
                counts.acknowledged(),
                counts.refused(),
                counts.resent(),
                counts.badRows(),
                seconds,
                counts.dropped(),
                counts.outstanding() + counts.abandoned(),
                counts.rejected(),
                percentile(latencies, 50),
                percentile(latencies, 99));
    }

    private static String millis(Histogram latencies, double percent) {
        return latencies.getTotalCount() == 0 ? "–" : format("%.1f ms", percentile(latencies, percent));
    }

    private static double percentile(Histogram latencies, double percent) {
        return latencies.getValueAtPercentile(percent) / 1_000.0;
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}

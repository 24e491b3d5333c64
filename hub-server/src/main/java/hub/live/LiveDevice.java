package hub.live;

import hub.protocol.Channel;
import hub.protocol.Metric;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The series of one device. Confined to the feed's thread. */
final class LiveDevice {

    private final Map<Metric, LiveSeries> byMetric = new TreeMap<>();

    /** Of standard channels, which nearly all readings come on: each is looked for in hundreds of thousands of readings a second. */
    private final @Nullable LiveSeries[] byStandardChannel =
            new LiveSeries[Channel.standard().size() + 1];

    /** All, in the order of their metrics. */
    Collection<LiveSeries> all() {
        return byMetric.values();
    }

    /** What comes on a channel; null if it is not a standard one, or nothing has come on it. */
    @Nullable LiveSeries standard(int channel) {
        return channel < byStandardChannel.length ? byStandardChannel[channel] : null;
    }

    @Nullable LiveSeries of(Metric metric) {
        return byMetric.get(metric);
    }

    /** The series of a metric, made if there is none. */
    LiveSeries of(Metric metric, Supplier<LiveSeries> maker) {
        LiveSeries known = byMetric.get(metric);
        if (known != null) {
            return known;
        }
        LiveSeries made = maker.get();
        byMetric.put(metric, made);
        Channel.standard(metric).ifPresent(channel -> byStandardChannel[channel.id()] = made);
        return made;
    }
}

package hub.protocol;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which metric each channel number of a device stands for: the standard ones and its own. Immutable. */
public final class ChannelTable {

    /** The most channels that one device may declare. */
    public static final int MAX_OWN = 1024;

    /** The standard channels alone. */
    public static final ChannelTable STANDARD = new ChannelTable(Map.of());

    private static final @Nullable Metric[] STANDARD_METRICS = standardMetrics();

    private final Map<Integer, Channel> own;
    private final List<Channel> ascending;

    private ChannelTable(Map<Integer, Channel> own) {
        this.own = Map.copyOf(own);
        this.ascending = List.copyOf(new TreeMap<>(own).values());
    }

    /** This table with more channels; a channel declared again takes the newer meaning. */
    public ChannelTable with(Collection<Channel> declared) {
        Map<Integer, Channel> all = new HashMap<>(own);
        declared.forEach(channel -> all.put(channel.id(), channel));
        return new ChannelTable(all);
    }

    /** The metric of a channel, or {@code null} if the device has not declared it. */
    public @Nullable Metric metric(int channel) {
        if (channel < STANDARD_METRICS.length) {
            return STANDARD_METRICS[channel];
        }
        Channel found = own.get(channel);
        return found == null ? null : found.metric();
    }

    /** The device's own channels, ascending by id. */
    public List<Channel> own() {
        return ascending;
    }

    private static @Nullable Metric[] standardMetrics() {
        @Nullable Metric[] metrics = new @Nullable Metric[Channel.standard().size() + 1];
        Channel.standard().forEach(channel -> metrics[channel.id()] = channel.metric());
        return metrics;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ChannelTable table && table.own.equals(own);
    }

    @Override
    public int hashCode() {
        return own.hashCode();
    }

    @Override
    public String toString() {
        return "ChannelTable" + own();
    }
}

package hub.store;

import hub.entry.Entry;
import hub.entry.Event;
import hub.protocol.Channel;
import hub.protocol.ChannelTable;
import hub.protocol.DeviceId;
import hub.protocol.Metric;
import hub.protocol.frame.FrameDecoder;
import hub.protocol.frame.ReadingsFrame;
import hub.protocol.frame.ReadingsFrameEncoder;
import hub.protocol.frame.TimeMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Journal entries as devices cause them, in one line each. */
public final class TestEntries {

    /** 2026-01-01T00:00:00Z: when every frame of a test is received that does not say otherwise. */
    public static final long NOW = 1_767_225_600_000_000L;

    private TestEntries() {}

    /** A reading to be put into a frame, in µs since 1970. */
    public record Sample(String metric, long time, double value) {}

    public static Sample sample(String metric, long time, double value) {
        return new Sample(metric, time, value);
    }

    /** An unsequenced frame, received {@link #NOW}. */
    public static Entry unsequenced(String device, Sample... samples) {
        return sequenced(device, 0, 0, samples);
    }

    /** A frame received {@link #NOW}. */
    public static Entry sequenced(String device, long epoch, long seq, Sample... samples) {
        return frame(device, epoch, seq, NOW, List.of(samples));
    }

    /** A frame whose metrics beyond the standard ones are own channels without a unit. */
    public static Entry frame(String device, long epoch, long seq, long receivedAt, List<Sample> samples) {
        List<Channel> own = new ArrayList<>();
        for (Sample sample : samples) {
            Metric metric = new Metric(sample.metric());
            boolean known = own.stream().anyMatch(channel -> channel.metric().equals(metric));
            if (Channel.standard(metric).isEmpty() && !known) {
                own.add(new Channel(Channel.FIRST_OWN_ID + own.size(), metric, ""));
            }
        }
        return frame(device, epoch, seq, receivedAt, own, samples);
    }

    /** A frame of a device with own channels; its times lie within half an hour of the first. */
    public static Entry frame(
            String device, long epoch, long seq, long receivedAt, List<Channel> own, List<Sample> samples) {
        long base = samples.get(0).time();
        ReadingsFrameEncoder encoder =
                ReadingsFrameEncoder.based(TimeMode.ABSOLUTE, true, true, true, epoch, seq, base);
        for (Sample sample : samples) {
            encoder.add(channel(own, sample.metric()), Math.toIntExact(sample.time() - base), sample.value());
        }
        ChannelTable channels = ChannelTable.STANDARD.with(own);
        ReadingsFrame frame = (ReadingsFrame) FrameDecoder.decode(encoder.encode(), channels);
        return new Entry.Readings(new DeviceId(device), receivedAt, frame, channels);
    }

    private static int channel(List<Channel> own, String metric) {
        return own.stream()
                .filter(channel -> channel.metric().name().equals(metric))
                .findFirst()
                .or(() -> Channel.standard(new Metric(metric)))
                .orElseThrow()
                .id();
    }

    public static Entry event(long time, Event.Type type, String device, String detail) {
        return new Entry.Occurrence(new Event(time, Optional.of(new DeviceId(device)), type, "", detail));
    }

    public static Entry hubEvent(long time, String detail) {
        return new Entry.Occurrence(new Event(time, Optional.empty(), Event.Type.HUB_STARTED, "", detail));
    }
}

package hub.protocol.message;

import hub.protocol.Channel;
import hub.protocol.ChannelTable;
import hub.protocol.Metric;
import hub.protocol.frame.DecodedFrame;
import hub.protocol.frame.FrameDecoder;
import hub.protocol.frame.ReadingsFrame;
import hub.protocol.frame.ReadingsFrameEncoder;
import hub.protocol.frame.RefusedFrame;
import hub.protocol.frame.TimeMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.OptionalLong;

/** Gathers readings with metric names and turns them into a binary frame. */
final class NamedReadingsBuilder {

    private record Entry(int channel, long timeMicros, double value) {}

    private final List<Entry> entries = new ArrayList<>();
    private final Map<Metric, Channel> own = new HashMap<>();

    /** Adds a reading at the frame's own time. */
    void add(Metric metric, String unit, double value) throws BadMessageException {
        add(metric, unit, 0, value);
    }

    /** Adds a reading at a time of its own, in µs. */
    void add(Metric metric, String unit, long timeMicros, double value) throws BadMessageException {
        if (entries.size() == ReadingsFrame.MAX_READINGS) {
            throw new BadMessageException("more than " + ReadingsFrame.MAX_READINGS + " readings");
        }
        entries.add(new Entry(channel(metric, unit), timeMicros, value));
    }

    /** All readings under one time; without it, the hub's receive time. */
    NamedReadings build(long epoch, long seq, OptionalLong timeMicros) throws BadMessageException {
        ReadingsFrameEncoder encoder = timeMicros.isPresent()
                ? ReadingsFrameEncoder.based(TimeMode.ABSOLUTE, true, true, false, epoch, seq, timeMicros.getAsLong())
                : ReadingsFrameEncoder.hubTime(true, epoch, seq);
        entries.forEach(entry -> encoder.add(entry.channel(), entry.value()));
        return finish(encoder);
    }

    /**
     * Each reading under its own time; to the millisecond if they lie more than 35 minutes apart, since offsets in µs
     * reach no further.
     *
     * @throws BadMessageException if they lie more than 24 days apart, further than offsets in ms reach
     */
    NamedReadings buildTimed() throws BadMessageException {
        LongSummaryStatistics times =
                entries.stream().mapToLong(Entry::timeMicros).summaryStatistics();
        boolean micros = !entries.isEmpty() && times.getMax() - times.getMin() <= Integer.MAX_VALUE;
        long unit = micros ? 1 : 1_000;
        long base = entries.isEmpty() ? 0 : Math.floorDiv(times.getMin(), unit);
        ReadingsFrameEncoder encoder = ReadingsFrameEncoder.based(TimeMode.ABSOLUTE, micros, true, true, 0, 0, base);
        for (Entry entry : entries) {
            long offset = Math.floorDiv(entry.timeMicros(), unit) - base;
            if (offset > Integer.MAX_VALUE) {
                throw new BadMessageException("times in one pack lie more than 24 days apart");
            }
            encoder.add(entry.channel(), (int) offset, entry.value());
        }
        return finish(encoder);
    }

    private NamedReadings finish(ReadingsFrameEncoder encoder) throws BadMessageException {
        if (encoder.count() == 0) {
            throw new BadMessageException("there is no reading in it");
        }
        ChannelTable channels = ChannelTable.STANDARD.with(own.values());
        DecodedFrame decoded = FrameDecoder.decode(encoder.encode(), channels);
        if (decoded instanceof ReadingsFrame frame) {
            return new NamedReadings(frame, channels);
        }
        throw new BadMessageException(((RefusedFrame) decoded).refusal().detail());
    }

    private int channel(Metric metric, String unit) throws BadMessageException {
        Channel standard = Channel.standard(metric).orElse(null);
        if (standard != null) {
            return standard.id();
        }
        Channel known = own.get(metric);
        if (known == null) {
            if (own.size() == ChannelTable.MAX_OWN) {
                throw new BadMessageException("more than " + ChannelTable.MAX_OWN + " metrics");
            }
            known = new Channel(Channel.FIRST_OWN_ID + own.size(), metric, unit);
            own.put(metric, known);
        }
        return known.id();
    }
}

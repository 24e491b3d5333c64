package hub.importing;

import hub.entry.Entry;
import hub.protocol.Channel;
import hub.protocol.ChannelTable;
import hub.protocol.DeviceId;
import hub.protocol.Location;
import hub.protocol.Metric;
import hub.protocol.frame.FrameDecoder;
import hub.protocol.frame.ReadingsFrame;
import hub.protocol.frame.ReadingsFrameEncoder;
import hub.protocol.frame.TimeMode;
import hub.protocol.message.DeviceMessage.Hello;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Gathers the readings of one device.
 *
 * <p>Their frames have no sequence numbers: those are the device's own, and the hub tells them to it when it connects. A
 * frame counts as received when its newest reading was measured, so that the same file gives the same store whenever it is
 * imported.
 */
final class DeviceFrames {

    private static final int UNKNOWN = -1;
    private static final long MICROS_PER_MILLI = 1_000;
    private static final int FIRST_ROOM = 64;

    private final DeviceId device;
    private final Frames frames;
    private final ByteNames<Integer> channelNumbers = new ByteNames<>();
    private ChannelTable channelTable = ChannelTable.STANDARD;
    private int nextOwn = Channel.FIRST_OWN_ID;

    /** Whether the device said of itself what a file must not change. */
    private final boolean introduced;

    private Optional<Location> location;
    private byte[] lat = {};
    private byte[] lon = {};

    private int[] channels = new int[FIRST_ROOM];
    private long[] times = new long[FIRST_ROOM];
    private double[] values = new double[FIRST_ROOM];
    private int count;
    private boolean active;
    private boolean micros;
    private long earliest;
    private long latest;

    DeviceFrames(DeviceId device, Optional<Hello> profile, Frames frames) {
        this.device = device;
        this.frames = frames;
        this.location = profile.flatMap(Hello::location);
        this.introduced = profile.filter(hello -> hello.firmware().isPresent()
                        || hello.intervalSeconds().isPresent()
                        || !hello.channels().isEmpty())
                .isPresent();
    }

    /** The number of the channel for a metric; below 0 if there can be none, see {@link #noChannel}. */
    int channel(byte[] text, int from, int to) {
        Integer known = channelNumbers.find(text, from, to);
        if (known != null) {
            return known;
        }
        Optional<Metric> metric = Metric.parse(new String(text, from, to - from, StandardCharsets.UTF_8));
        if (metric.isEmpty()) {
            return UNKNOWN;
        }
        int number = Channel.standard(metric.get()).map(Channel::id).orElseGet(() -> ownChannel(metric.get()));
        if (number != UNKNOWN) {
            channelNumbers.add(text, from, to, number);
        }
        return number;
    }

    private int ownChannel(Metric metric) {
        if (nextOwn == Channel.FIRST_OWN_ID + ChannelTable.MAX_OWN) {
            return UNKNOWN;
        }
        // A series that the hub knows keeps its unit.
        channelTable = channelTable.with(List.of(new Channel(nextOwn, metric, "")));
        return nextOwn++;
    }

    String noChannel(String metric) {
        return Metric.parse(metric).isPresent()
                ? "device " + device + " has more than " + ChannelTable.MAX_OWN + " metrics of its own"
                : "'" + metric + "' is no metric";
    }

    /** Adds a reading, which is finite and of a time that can be taken. */
    void add(int channel, long timeMicros, double value) {
        if (count > 0 && !fits(timeMicros)) {
            close();
        }
        if (count == times.length) {
            channels = Arrays.copyOf(channels, 2 * count);
            times = Arrays.copyOf(times, 2 * count);
            values = Arrays.copyOf(values, 2 * count);
        }
        if (!active) {
            active = true;
            frames.activate(this);
        }
        earliest = count == 0 ? timeMicros : Math.min(earliest, timeMicros);
        latest = count == 0 ? timeMicros : Math.max(latest, timeMicros);
        micros |= timeMicros % MICROS_PER_MILLI != 0;
        channels[count] = channel;
        times[count] = timeMicros;
        values[count++] = value;
    }

    /** Offsets are 32 bits. */
    private boolean fits(long timeMicros) {
        long unit = micros || timeMicros % MICROS_PER_MILLI != 0 ? 1 : MICROS_PER_MILLI;
        long span = Math.max(latest, timeMicros) - Math.min(earliest, timeMicros);
        return count < ReadingsFrame.MAX_READINGS && span / unit <= Integer.MAX_VALUE;
    }

    /** Where the device is, as coordinates in a text. Usually where it was before. */
    void place(byte[] text, int latFrom, int latTo, int lonFrom, int lonTo) {
        if (introduced
                || count == 0
                || (Arrays.equals(lat, 0, lat.length, text, latFrom, latTo)
                        && Arrays.equals(lon, 0, lon.length, text, lonFrom, lonTo))) {
            return;
        }
        lat = Arrays.copyOfRange(text, latFrom, latTo);
        lon = Arrays.copyOfRange(text, lonFrom, lonTo);
        double north = NumberText.parse(lat, 0, lat.length);
        double east = NumberText.parse(lon, 0, lon.length);
        // A place that makes no sense is left out: the readings do not need it.
        if (Math.abs(north) <= 90 && Math.abs(east) <= 180) {
            Optional<Location> now = Optional.of(new Location(north, east));
            if (!now.equals(location)) {
                location = now;
                frames.add(new Entry.Profile(
                        device, latest, new Hello(Optional.empty(), OptionalDouble.empty(), now, List.of())));
            }
        }
    }

    /** No more readings for now. */
    void flush() {
        if (count > 0) {
            close();
        }
        active = false;
    }

    private void close() {
        long unit = micros ? 1 : MICROS_PER_MILLI;
        ReadingsFrameEncoder encoder =
                ReadingsFrameEncoder.based(TimeMode.ABSOLUTE, micros, true, true, 0, 0, Math.floorDiv(earliest, unit));
        for (int i = 0; i < count; i++) {
            encoder.add(channels[i], (int) ((times[i] - earliest) / unit), values[i]);
        }
        if (!(FrameDecoder.decode(encoder.encode(), channelTable) instanceof ReadingsFrame frame)) {
            throw new IllegalStateException("a frame of " + device + " is not valid");
        }
        frames.add(new Entry.Readings(device, latest, frame, channelTable));
        count = 0;
        micros = false;
    }
}

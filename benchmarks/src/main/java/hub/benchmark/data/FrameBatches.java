package hub.benchmark.data;

import hub.entry.Entry;
import hub.protocol.ChannelTable;
import hub.protocol.DeviceId;
import hub.protocol.frame.FrameDecoder;
import hub.protocol.frame.ReadingsFrame;
import hub.protocol.frame.ReadingsFrameEncoder;
import hub.protocol.frame.TimeMode;
import hub.text.Decimals;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Makes of a stream of readings the frames in which devices would have sent them: so many readings at a time, a frame for
 * every device among them. A device's readings stay in their order.
 */
public final class FrameBatches implements ReadingSink {

    /** A frame as a device sends it, and when it comes. */
    public record Sent(DeviceId device, long receivedAtMicros, ByteBuffer bytes) {

        /** What the hub makes of it: validated, ready for the journal. */
        public Entry.Readings received() {
            if (FrameDecoder.decode(bytes, ChannelTable.STANDARD) instanceof ReadingsFrame frame) {
                return new Entry.Readings(device, receivedAtMicros, frame, ChannelTable.STANDARD);
            }
            throw new IllegalStateException("a frame of " + device + " is not valid");
        }
    }

    /** Offsets are 32 bits of milliseconds: after so long a new frame begins. */
    private static final long MAX_SPAN_MILLIS = Integer.MAX_VALUE;

    private static final long EPOCH = 1;
    private static final long MICROS = 1_000;

    private final int batchReadings;
    private final Consumer<List<Sent>> batches;
    private final List<Sender> senderOfSeries = new ArrayList<>();
    private final List<Sender> active = new ArrayList<>();
    private final int[] channels;
    private int waiting;
    private List<Sent> batch = new ArrayList<>();

    /**
     * Frames for the readings of a set.
     *
     * @param batchReadings so many readings make a batch; the last one may be smaller
     * @param batches takes each batch
     */
    public FrameBatches(List<SeriesName> series, int batchReadings, Consumer<List<Sent>> batches) {
        this.batchReadings = batchReadings;
        this.batches = batches;
        Map<DeviceId, Sender> senders = new HashMap<>();
        series.forEach(name -> senderOfSeries.add(senders.computeIfAbsent(name.device(), Sender::new)));
        this.channels = series.stream().mapToInt(SeriesName::channel).toArray();
    }

    /** All batches of a set. */
    public static void of(DataSet set, int batchReadings, Consumer<List<Sent>> batches) {
        FrameBatches frames = new FrameBatches(set.series(), batchReadings, batches);
        set.inArrivalOrder(frames);
        frames.flush();
    }

    @Override
    public void reading(int series, long timeMillis, double value) {
        Sender sender = senderOfSeries.get(series);
        if (sender.count == 0) {
            active.add(sender);
        } else if (sender.isFull(timeMillis)) {
            batch.add(sender.frame());
        }
        sender.add(channels[series], timeMillis, value);
        if (++waiting == batchReadings) {
            flush();
        }
    }

    /** Gives out what is left. */
    public void flush() {
        if (waiting == 0) {
            return;
        }
        for (Sender sender : active) {
            batch.add(sender.frame());
        }
        active.clear();
        waiting = 0;
        List<Sent> full = batch;
        batch = new ArrayList<>(full.size());
        batches.accept(full);
    }

    /** What one device has measured and not sent yet. */
    private static final class Sender {

        private final DeviceId device;
        private int[] channels = new int[16];
        private long[] times = new long[16];
        private double[] values = new double[16];
        private int count;
        private boolean f64;
        private long seq;
        private long receivedAtMicros;

        Sender(DeviceId device) {
            this.device = device;
        }

        boolean isFull(long timeMillis) {
            return count == ReadingsFrame.MAX_READINGS || Math.abs(timeMillis - times[0]) > MAX_SPAN_MILLIS;
        }

        void add(int channel, long timeMillis, double value) {
            if (count == times.length) {
                channels = Arrays.copyOf(channels, 2 * count);
                times = Arrays.copyOf(times, 2 * count);
                values = Arrays.copyOf(values, 2 * count);
            }
            channels[count] = channel;
            times[count] = timeMillis;
            values[count] = value;
            count++;
            // Sensors send f32; one that cannot say its value so sends f64.
            f64 |= Decimals.widen((float) value) != value;
        }

        Sent frame() {
            ReadingsFrameEncoder encoder =
                    ReadingsFrameEncoder.based(TimeMode.ABSOLUTE, false, f64, true, EPOCH, ++seq, times[0]);
            long newest = times[0];
            for (int i = 0; i < count; i++) {
                encoder.add(channels[i], (int) (times[i] - times[0]), values[i]);
                newest = Math.max(newest, times[i]);
            }
            // A device's receive times differ from frame to frame, and none is before what it measured.
            receivedAtMicros = Math.max(receivedAtMicros + 1, newest * MICROS);
            count = 0;
            f64 = false;
            return new Sent(device, receivedAtMicros, encoder.encode());
        }
    }
}

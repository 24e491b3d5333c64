package hub.prometheus;

import hub.protocol.frame.ReadingsFrameEncoder;
import hub.protocol.frame.TimeMode;
import hub.testing.Frames;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Readings as a test knows them: of one series, with holes, some at whole seconds.
 *
 * @param millis ascending, since the begin of frames
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
record Recorded(String device, String metric, int channel, int[] millis, double[] values) {

    static Recorded random(String device, String metric, int channel, int count, SplittableRandom random) {
        int[] millis = new int[count];
        double[] values = new double[count];
        int at = 0;
        for (int i = 0; i < count; i++) {
            boolean hole = random.nextInt(25) == 0;
            at += random.nextBoolean() ? 1_000 : random.nextInt(1, hole ? 900_000 : 20_000);
            millis[i] = at;
            values[i] = random.nextInt(-5_000, 5_000) / 100.0;
        }
        return new Recorded(device, metric, channel, millis, values);
    }

    void sendTo(TestHub hub, int epoch) {
        ReadingsFrameEncoder frame =
                ReadingsFrameEncoder.based(TimeMode.ABSOLUTE, false, true, true, epoch, 1, Frames.BASE_MILLIS);
        for (int i = 0; i < millis.length; i++) {
            frame.add(channel, millis[i], values[i]);
        }
        try (Peer peer = hub.welcomed(device)) {
            peer.sendBinary(frame.encode()).awaitAck(epoch, 1);
        }
    }

    /** The values in {@code (to - window, to]}, both in ms like the times. */
    double[] within(long to, long window) {
        return java.util.stream.IntStream.range(0, millis.length)
                .filter(i -> millis[i] > to - window && millis[i] <= to)
                .mapToDouble(i -> values[i])
                .toArray();
    }

    @Override
    public String toString() {
        return device + "/" + metric + " " + Arrays.toString(millis);
    }
}

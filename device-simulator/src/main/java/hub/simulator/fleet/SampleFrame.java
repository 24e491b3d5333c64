package hub.simulator.fleet;

import hub.protocol.frame.ReadingsFrameEncoder;
import hub.protocol.frame.TimeMode;
import hub.simulator.model.ReadingSink;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The samples that a device has gathered for its next frame. */
final class SampleFrame implements ReadingSink {

    private int[] channels = new int[8];
    private float[] values = new float[8];
    private int[] offsets = new int[8];
    private int count;
    private long baseMillis;
    private int offset;

    /** This, as the sink for a sample of that time. */
    ReadingSink at(long millis) {
        if (count == 0) {
            baseMillis = millis;
        }
        offset = Math.toIntExact(millis - baseMillis);
        return this;
    }

    @Override
    public void reading(int channel, double value) {
        if (count == channels.length) {
            channels = Arrays.copyOf(channels, 2 * count);
            values = Arrays.copyOf(values, 2 * count);
            offsets = Arrays.copyOf(offsets, 2 * count);
        }
        channels[count] = channel;
        values[count] = (float) value;
        offsets[count] = offset;
        count++;
    }

    int count() {
        return count;
    }

    /** Whether a sample of that time can be expressed in this frame. */
    boolean reaches(long millis) {
        return count == 0 || millis - baseMillis <= Integer.MAX_VALUE;
    }

    ByteBuffer encode(long epoch, long seq) {
        boolean severalTimes = count > 0 && offsets[count - 1] != 0;
        ReadingsFrameEncoder encoder =
                ReadingsFrameEncoder.based(TimeMode.ABSOLUTE, false, false, severalTimes, epoch, seq, baseMillis);
        for (int i = 0; i < count; i++) {
            encoder.add(channels[i], offsets[i], values[i]);
        }
        return encoder.encode();
    }

    void clear() {
        count = 0;
    }
}

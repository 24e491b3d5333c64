package hub.benchmark.socket;

import hub.protocol.frame.ReadingsFrameEncoder;
import hub.protocol.frame.TimeMode;
import hub.websocket.FrameWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/**
 * Frames that were made beforehand, masked, of which only sequence number and time are put in when they go: so that
 * what is measured is the hub. The masking key is the same for all of a template, which a real device must not do.
 */
final class FrameTemplate {

    /** Readings of one moment. */
    static final int METRICS = 5;

    /** Microseconds from sample to sample. */
    static final int STEP_MICROS = 100;

    private static final int[] CHANNELS = {2, 4, 5, 6, 7};
    private static final long EPOCH = 1;

    /** Of the payload, from its start. */
    private static final int SEQ_AT = 8;

    private static final int BASE_AT = 12;
    private static final int SHORT_LENGTH = 126;
    private static final int KEY_BYTES = 4;

    private final ByteBuffer frame;
    private final int payloadAt;
    private final int seqKey;
    private final long baseKey;

    private FrameTemplate(ByteBuffer frame, int payloadAt) {
        this.frame = frame;
        this.payloadAt = payloadAt;
        // What is masked with the key alone: both fields are zero in the template.
        this.seqKey = frame.getInt(payloadAt + SEQ_AT);
        this.baseKey = frame.getLong(payloadAt + BASE_AT);
    }

    /** A frame of a walk at random, as decimals of a sensor are. */
    static FrameTemplate of(int readings, long seed) {
        boolean many = readings > METRICS;
        ReadingsFrameEncoder encoder = ReadingsFrameEncoder.based(TimeMode.ABSOLUTE, true, false, many, EPOCH, 0, 0);
        SplittableRandom random = new SplittableRandom(seed);
        long[] hundredths = {1_250, 2_310, 2_137, 6_540, 10_105_475};
        for (int i = 0; i < readings; i++) {
            int metric = i % METRICS;
            hundredths[metric] += random.nextInt(21) - 10;
            encoder.add(CHANNELS[metric], i / METRICS * STEP_MICROS, hundredths[metric] / 100.0);
        }
        ByteBuffer payload = encoder.encode();
        ByteBuffer frame = FrameWriter.client(random).binary(payload).order(ByteOrder.LITTLE_ENDIAN);
        int lengthBytes = payload.remaining() < SHORT_LENGTH ? 0 : 2;
        return new FrameTemplate(frame, frame.position() + 2 + lengthBytes + KEY_BYTES);
    }

    /** How long a frame is. */
    int bytes() {
        return frame.remaining();
    }

    /** Adds the frame with that number and time to what is to be sent. */
    void put(ByteBuffer out, int seq, long baseMicros) {
        int at = out.position() + payloadAt;
        out.put(frame.duplicate());
        out.putInt(at + SEQ_AT, seq ^ seqKey);
        out.putLong(at + BASE_AT, baseMicros ^ baseKey);
    }
}

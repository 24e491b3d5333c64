package hub.testing;

import hub.protocol.frame.ReadingsFrameEncoder;
import hub.protocol.frame.TimeMode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** Frames of readings for tests. */
public final class Frames {

    /** Where the times of {@link #at} begin: 2026-01-01T00:00:00Z in ms. */
    public static final long BASE_MILLIS = 1_767_225_600_000L;

    private static final int TEMPERATURE = 5;

    private Frames() {}

    /** One temperature in hub time. */
    public static ByteBuffer hubTime(long epoch, long seq, double value) {
        return ReadingsFrameEncoder.hubTime(false, epoch, seq)
                .add(TEMPERATURE, value)
                .encode();
    }

    /** One temperature whose time and value are its sequence number. */
    public static ByteBuffer at(long epoch, long seq) {
        return at(epoch, seq, BASE_MILLIS + seq, (double) seq);
    }

    /** One temperature at a time. */
    public static ByteBuffer at(long epoch, long seq, long timeMillis, double value) {
        return ReadingsFrameEncoder.based(TimeMode.ABSOLUTE, false, true, false, epoch, seq, timeMillis)
                .add(TEMPERATURE, value)
                .encode();
    }

    /** So many temperatures, a millisecond apart. */
    public static ByteBuffer many(long epoch, long seq, long firstMillis, int count) {
        ReadingsFrameEncoder encoder =
                ReadingsFrameEncoder.based(TimeMode.ABSOLUTE, false, false, true, epoch, seq, firstMillis);
        for (int i = 0; i < count; i++) {
            encoder.add(TEMPERATURE, i, i % 100);
        }
        return encoder.encode();
    }

    /** Many frames of one client as one run of bytes, masked with zeros as some firmware does. */
    public static byte[] wire(long epoch, long firstSeq, int count) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            out.writeBytes(wire(0x82, at(epoch, firstSeq + i).array()));
        }
        return out.toByteArray();
    }

    /** One frame under a first byte, masked with zeros. */
    public static byte[] wire(int first, byte... payload) {
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length);
        frame.put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length <= 0xFFFF) {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        frame.putInt(0).put(payload).flip();
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }

    /** How often each value comes in rows {@code time,device,metric,value}. */
    public static Map<String, Integer> valueCounts(Iterable<String> rows) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String row : rows) {
            counts.merge(row.substring(row.lastIndexOf(',') + 1), 1, Integer::sum);
        }
        return counts;
    }
}

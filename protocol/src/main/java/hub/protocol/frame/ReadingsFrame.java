package hub.protocol.frame;

import hub.protocol.Timestamps;
import hub.text.Decimals;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A frame of readings (protocol section 3): a view of its own bytes, which were validated as a whole before.
 *
 * <p>It allocates nothing for its readings: the same bytes that came over the network go into the journal, the head
 * and the live feed. Immutable; safe from any thread.
 */
public final class ReadingsFrame implements DecodedFrame {

    /** The most readings in a frame. */
    public static final int MAX_READINGS = 4096;

    /** The length of the largest frame that is valid, in bytes. */
    public static final int MAX_BYTES =
            Layout.headerBytes(TimeMode.ABSOLUTE) + MAX_READINGS * Layout.readingBytes(true, true);

    /** The largest epoch and sequence number. */
    public static final long MAX_U32 = 0xFFFF_FFFFL;

    private final ByteBuffer bytes;
    private final int flags;
    private final int count;
    private final int firstReading;
    private final int readingBytes;

    /** @param bytes a validated frame from 0 to the limit; kept, so it must not change any more */
    ReadingsFrame(ByteBuffer bytes) {
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
        this.flags = bytes.get(Layout.FLAGS);
        this.count = bytes.getShort(Layout.COUNT) & 0xFFFF;
        this.firstReading = Layout.headerBytes(mode());
        this.readingBytes = Layout.readingBytes(f64(), offsets());
    }

    /** How its times are meant. */
    public TimeMode mode() {
        return TimeMode.ofFlag(flags & Layout.TIME_MODE_BITS);
    }

    /** Whether base and offsets count microseconds; otherwise milliseconds. */
    public boolean micros() {
        return (flags & Layout.MICROS_BIT) != 0;
    }

    /** Whether values came as f64; otherwise f32. */
    public boolean f64() {
        return (flags & Layout.F64_BIT) != 0;
    }

    /** Whether every reading has an offset of its own. */
    public boolean offsets() {
        return (flags & Layout.OFFSETS_BIT) != 0;
    }

    /** How many readings it has, 1 to 4096. */
    public int count() {
        return count;
    }

    /** The device's numbering that {@link #seq} belongs to, 0 to 2³² − 1. */
    public long epoch() {
        return bytes.getInt(Layout.EPOCH) & MAX_U32;
    }

    /** The sequence number, 1 to 2³² − 1; 0 if unsequenced. */
    public long seq() {
        return bytes.getInt(Layout.SEQ) & MAX_U32;
    }

    /** The base in ms or µs: Unix time or age; 0 in hub time. */
    public long base() {
        return mode() == TimeMode.HUB ? 0 : bytes.getLong(Layout.BASE);
    }

    /** The channel of reading {@code i}, 0 to 65535. */
    public int channel(int i) {
        return bytes.getShort(at(i)) & 0xFFFF;
    }

    /** The offset of reading {@code i} from the base moment, in ms or µs; 0 without offsets. */
    public int offset(int i) {
        return offsets() ? bytes.getInt(at(i) + Short.BYTES) : 0;
    }

    /** The value of reading {@code i}: finite; an f32 as the double nearest to the decimal it stands for. */
    public double value(int i) {
        return f64() ? bytes.getDouble(valueAt(i)) : Decimals.widen(bytes.getFloat(valueAt(i)));
    }

    /** Whether the value of reading {@code i} is a number, found without looking for the decimal that it stands for. */
    boolean isFinite(int i) {
        return f64() ? Double.isFinite(bytes.getDouble(valueAt(i))) : Float.isFinite(bytes.getFloat(valueAt(i)));
    }

    /**
     * The time that reading {@code i} claims, in µs since 1970; clamped to what can be represented.
     *
     * @param receivedAtMicros when the hub received the frame
     */
    public long claimedTime(int i, long receivedAtMicros) {
        long unit = micros() ? 1 : 1_000;
        long moment = switch (mode()) {
            case HUB -> receivedAtMicros;
            case ABSOLUTE -> scaled(base(), unit);
            case AGE -> receivedAtMicros - scaled(base(), unit);
        };
        return moment + offset(i) * unit;
    }

    /** The time under which reading {@code i} is stored: as claimed, or as received if that is too far ahead. */
    public long time(int i, long receivedAtMicros) {
        return Timestamps.stored(claimedTime(i, receivedAtMicros), receivedAtMicros);
    }

    /** The frame's bytes: a read-only view of its own. */
    public ByteBuffer bytes() {
        return bytes.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The frame's length in bytes. */
    public int length() {
        return bytes.limit();
    }

    private int valueAt(int i) {
        return at(i) + Short.BYTES + (offsets() ? Integer.BYTES : 0);
    }

    private int at(int i) {
        return firstReading + i * readingBytes;
    }

    /** The far future may be clamped: a reading from there is stored at its receive time anyway. */
    private static long scaled(long time, long unit) {
        long limit = Timestamps.MAX_MICROS / unit;
        return Math.max(-limit, Math.min(limit, time)) * unit;
    }

    @Override
    public String toString() {
        return "ReadingsFrame[epoch=" + epoch() + ", seq=" + seq() + ", count=" + count + ", mode=" + mode() + "]";
    }
}

package hub.protocol.frame;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Builds the bytes of one readings frame: {@code new ReadingsFrameEncoder(…).add(…).add(…).encode()}. */
public final class ReadingsFrameEncoder {

    private final TimeMode mode;
    private final boolean micros;
    private final boolean f64;
    private final boolean offsets;
    private final long epoch;
    private final long seq;
    private final long base;
    private ByteBuffer readings = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    private int count;

    private ReadingsFrameEncoder(
            TimeMode mode, boolean micros, boolean f64, boolean offsets, long epoch, long seq, long base) {
        this.mode = mode;
        this.micros = micros;
        this.f64 = f64;
        this.offsets = offsets;
        this.epoch = requireU32("epoch", epoch);
        this.seq = requireU32("seq", seq);
        this.base = base;
    }

    /** A frame whose readings take the hub's receive time. */
    public static ReadingsFrameEncoder hubTime(boolean f64, long epoch, long seq) {
        return new ReadingsFrameEncoder(TimeMode.HUB, false, f64, false, epoch, seq, 0);
    }

    /**
     * A frame with a base.
     *
     * @param mode absolute or age
     * @param micros whether base and offsets count µs; otherwise ms
     * @param offsets whether every reading brings an offset
     */
    public static ReadingsFrameEncoder based(
            TimeMode mode, boolean micros, boolean f64, boolean offsets, long epoch, long seq, long base) {
        if (mode == TimeMode.HUB) {
            throw new IllegalArgumentException("hub time has no base");
        }
        return new ReadingsFrameEncoder(mode, micros, f64, offsets, epoch, seq, base);
    }

    /** Adds a reading at the base moment. */
    public ReadingsFrameEncoder add(int channel, double value) {
        return add(channel, 0, value);
    }

    /**
     * Adds a reading.
     *
     * @param channel 0 to 65535
     * @param offset from the base moment, in the frame's unit; 0 in a frame without offsets
     * @param value rounded to f32 unless the frame is f64
     * @throws IllegalStateException if the frame is full
     */
    public ReadingsFrameEncoder add(int channel, int offset, double value) {
        if (count == ReadingsFrame.MAX_READINGS) {
            throw new IllegalStateException("a frame takes " + ReadingsFrame.MAX_READINGS + " readings");
        }
        if (channel < 0 || channel > 0xFFFF) {
            throw new IllegalArgumentException("channel " + channel + " is not a u16");
        }
        if (!offsets && offset != 0) {
            throw new IllegalArgumentException("this frame has no offsets");
        }
        makeRoom();
        readings.putShort((short) channel);
        if (offsets) {
            readings.putInt(offset);
        }
        if (f64) {
            readings.putDouble(value);
        } else {
            readings.putFloat((float) value);
        }
        count++;
        return this;
    }

    /** How many readings were added. */
    public int count() {
        return count;
    }

    /** The frame's bytes, from position 0 to the limit. May hold values that a hub refuses. */
    public ByteBuffer encode() {
        ByteBuffer frame = ByteBuffer.allocate(Layout.headerBytes(mode) + readings.position())
                .order(ByteOrder.LITTLE_ENDIAN);
        int flags = mode.flag()
                | (micros ? Layout.MICROS_BIT : 0)
                | (f64 ? Layout.F64_BIT : 0)
                | (offsets ? Layout.OFFSETS_BIT : 0);
        frame.put(Layout.READINGS).put((byte) flags).putShort((short) count);
        frame.putInt((int) epoch).putInt((int) seq);
        if (mode != TimeMode.HUB) {
            frame.putLong(base);
        }
        return frame.put(readings.duplicate().flip()).flip();
    }

    private void makeRoom() {
        if (readings.remaining() < Layout.readingBytes(true, true)) {
            readings = ByteBuffer.allocate(2 * readings.capacity())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(readings.flip());
        }
    }

    private static long requireU32(String name, long value) {
        if (value < 0 || value > ReadingsFrame.MAX_U32) {
            throw new IllegalArgumentException(name + " " + value + " is not a u32");
        }
        return value;
    }
}

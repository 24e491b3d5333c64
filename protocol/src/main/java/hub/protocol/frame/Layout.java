package hub.protocol.frame;

/** Where the fields of the binary frames stand, in bytes. */
final class Layout {

    static final byte READINGS = 0x01;
    static final byte ACK = (byte) 0x81;
    static final byte LIVE = 0x11;
    static final byte BUCKETS = 0x12;

    static final int FLAGS = 1;
    static final int COUNT = 2;
    static final int EPOCH = 4;
    static final int SEQ = 8;
    static final int BASE = 12;

    static final int TIME_MODE_BITS = 0b0000_0011;
    static final int MICROS_BIT = 0b0000_0100;
    static final int F64_BIT = 0b0000_1000;
    static final int OFFSETS_BIT = 0b0001_0000;
    static final int RESERVED_BITS = 0b1110_0000;

    private Layout() {}

    /** Where the first reading stands. */
    static int headerBytes(TimeMode mode) {
        return mode == TimeMode.HUB ? BASE : BASE + Long.BYTES;
    }

    /** What one reading takes. */
    static int readingBytes(boolean f64, boolean offsets) {
        return Short.BYTES + (offsets ? Integer.BYTES : 0) + (f64 ? Double.BYTES : Float.BYTES);
    }
}

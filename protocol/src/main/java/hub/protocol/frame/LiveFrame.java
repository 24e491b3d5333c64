package hub.protocol.frame;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Readings in columns, from the hub to a viewer (see {@code docs/live-protocol.md}). Columns begin at multiples of 8
 * so that a browser reads them in place.
 *
 * @param snapshotStarts whether the viewer is to forget what it holds for this subscription
 * @param snapshotEnds whether the snapshot is complete with this frame
 * @param subscription the viewer's number for it, 1 to 65535
 * @param cursor the hub's position after this frame
 * @param skipped readings left out since the frame before
 * @param times in µs since 1970
 * @param values finite
 * @param series numbers that a {@code series} message has named
 */
@SuppressWarnings("ArrayRecordComponent") // Columns, to be read in place; frames are never compared.
public record LiveFrame(
        boolean snapshotStarts,
        boolean snapshotEnds,
        int subscription,
        long cursor,
        long skipped,
        long[] times,
        double[] values,
        int[] series) {

    /** What stands before the columns, in bytes. */
    public static final int HEADER_BYTES = 24;

    /** What one reading takes, in bytes. */
    public static final int READING_BYTES = 2 * Double.BYTES + Integer.BYTES;

    private static final int STARTS_BIT = 1;
    private static final int ENDS_BIT = 2;

    /** @throws IllegalArgumentException if the columns differ in length */
    public LiveFrame {
        if (times.length != values.length || times.length != series.length) {
            throw new IllegalArgumentException(
                    "columns of " + times.length + ", " + values.length + " and " + series.length);
        }
    }

    /** How many readings it has. */
    public int count() {
        return times.length;
    }

    /** The frame's bytes, from position 0 to the limit. */
    public ByteBuffer encode() {
        ByteBuffer header = header(snapshotStarts, snapshotEnds, subscription, count(), cursor, skipped);
        ByteBuffer columns = columns(ByteBuffer.allocate(count() * READING_BYTES), times, values, series, 0, count());
        return ByteBuffer.allocate(header.remaining() + columns.remaining())
                .put(header)
                .put(columns)
                .flip();
    }

    /** What stands before the columns; with it the same columns may go to many viewers. */
    public static ByteBuffer header(
            boolean starts, boolean ends, int subscription, int count, long cursor, long skipped) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int flags = (starts ? STARTS_BIT : 0) | (ends ? ENDS_BIT : 0);
        header.put(Layout.LIVE).put((byte) flags).putShort((short) subscription).putInt(count);
        header.putLong(cursor)
                .putInt((int) Math.min(skipped, ReadingsFrame.MAX_U32))
                .putInt(0);
        return header.flip();
    }

    /**
     * The columns of the readings from {@code from} up to {@code to}.
     *
     * @param columns takes them; has {@link #READING_BYTES} for each
     */
    public static ByteBuffer columns(
            ByteBuffer columns, long[] times, double[] values, int[] series, int from, int to) {
        columns.order(ByteOrder.LITTLE_ENDIAN);
        for (int i = from; i < to; i++) {
            columns.putDouble((double) times[i]);
        }
        for (int i = from; i < to; i++) {
            columns.putDouble(values[i]);
        }
        for (int i = from; i < to; i++) {
            columns.putInt(series[i]);
        }
        return columns.flip();
    }

    /** The frame that the bytes hold, or empty if they are something else. */
    public static Optional<LiveFrame> decode(ByteBuffer payload) {
        ByteBuffer bytes = payload.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.limit() < HEADER_BYTES || bytes.get(0) != Layout.LIVE) {
            return Optional.empty();
        }
        int flags = bytes.get(1);
        long count = bytes.getInt(4) & ReadingsFrame.MAX_U32;
        if ((flags & ~(STARTS_BIT | ENDS_BIT)) != 0 || bytes.limit() != HEADER_BYTES + count * READING_BYTES) {
            return Optional.empty();
        }
        long[] times = new long[(int) count];
        double[] values = new double[times.length];
        int[] series = new int[times.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = (long) bytes.getDouble(HEADER_BYTES + i * 8);
            values[i] = bytes.getDouble(HEADER_BYTES + (times.length + i) * 8);
            series[i] = bytes.getInt(HEADER_BYTES + times.length * 16 + i * 4);
        }
        return Optional.of(new LiveFrame(
                (flags & STARTS_BIT) != 0,
                (flags & ENDS_BIT) != 0,
                bytes.getShort(2) & 0xFFFF,
                bytes.getLong(8),
                bytes.getInt(16) & ReadingsFrame.MAX_U32,
                times,
                values,
                series));
    }
}

package hub.protocol.frame;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Buckets of readings in columns, from the hub to a viewer (see {@code docs/live-protocol.md}). Columns begin at multiples
 * of their width so that a browser reads them in place.
 *
 * @param viewStarts whether the viewer is to forget the buckets that it holds for this subscription
 * @param viewEnds whether the view is complete with this frame
 * @param subscription the viewer's number for it, 1 to 65535
 * @param cursor the hub's position: what was stored up to it is in
 * @param view the viewer's number for the view that the buckets belong to
 * @param starts in µs since 1970
 * @param mins the least value of each bucket; as the others finite
 * @param means their mean
 * @param maxes the greatest
 * @param counts how many readings, at least 1
 * @param series numbers that a {@code series} message has named
 */
@SuppressWarnings("ArrayRecordComponent") // Columns, to be read in place; frames are never compared.
public record BucketFrame(
        boolean viewStarts,
        boolean viewEnds,
        int subscription,
        long cursor,
        long view,
        long[] starts,
        double[] mins,
        double[] means,
        double[] maxes,
        long[] counts,
        int[] series) {

    /** What stands before the columns, in bytes. */
    public static final int HEADER_BYTES = 24;

    /** What one bucket takes, in bytes. */
    public static final int BUCKET_BYTES = 4 * Double.BYTES + 2 * Integer.BYTES;

    private static final int STARTS_BIT = 1;
    private static final int ENDS_BIT = 2;

    /** @throws IllegalArgumentException if the columns differ in length */
    public BucketFrame {
        int count = starts.length;
        if (mins.length != count
                || means.length != count
                || maxes.length != count
                || counts.length != count
                || series.length != count) {
            throw new IllegalArgumentException("columns that are not all of " + count);
        }
    }

    /** How many buckets it has. */
    public int count() {
        return starts.length;
    }

    /** The frame's bytes, from position 0 to the limit. */
    public ByteBuffer encode() {
        ByteBuffer frame =
                ByteBuffer.allocate(HEADER_BYTES + count() * BUCKET_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int flags = (viewStarts ? STARTS_BIT : 0) | (viewEnds ? ENDS_BIT : 0);
        frame.put(Layout.BUCKETS)
                .put((byte) flags)
                .putShort((short) subscription)
                .putInt(count());
        frame.putLong(cursor).putInt((int) view).putInt(0);
        for (long start : starts) {
            frame.putDouble((double) start);
        }
        put(frame, mins);
        put(frame, means);
        put(frame, maxes);
        for (long readings : counts) {
            frame.putInt((int) Math.min(readings, ReadingsFrame.MAX_U32));
        }
        for (int number : series) {
            frame.putInt(number);
        }
        return frame.flip();
    }

    private static void put(ByteBuffer frame, double[] column) {
        for (double value : column) {
            frame.putDouble(value);
        }
    }

    /** The frame that the bytes hold, or empty if they are something else. */
    public static Optional<BucketFrame> decode(ByteBuffer payload) {
        ByteBuffer bytes = payload.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.limit() < HEADER_BYTES || bytes.get(0) != Layout.BUCKETS) {
            return Optional.empty();
        }
        int flags = bytes.get(1);
        long count = bytes.getInt(4) & ReadingsFrame.MAX_U32;
        if ((flags & ~(STARTS_BIT | ENDS_BIT)) != 0
                || bytes.getInt(20) != 0
                || bytes.limit() != HEADER_BYTES + count * BUCKET_BYTES) {
            return Optional.empty();
        }
        int size = (int) count;
        long[] starts = new long[size];
        long[] counts = new long[size];
        int[] series = new int[size];
        for (int i = 0; i < size; i++) {
            starts[i] = (long) bytes.getDouble(HEADER_BYTES + i * 8);
            counts[i] = bytes.getInt(HEADER_BYTES + size * 32 + i * 4) & ReadingsFrame.MAX_U32;
            series[i] = bytes.getInt(HEADER_BYTES + size * 36 + i * 4);
        }
        return Optional.of(new BucketFrame(
                (flags & STARTS_BIT) != 0,
                (flags & ENDS_BIT) != 0,
                bytes.getShort(2) & 0xFFFF,
                bytes.getLong(8),
                bytes.getInt(16) & ReadingsFrame.MAX_U32,
                starts,
                doubles(bytes, HEADER_BYTES + size * 8, size),
                doubles(bytes, HEADER_BYTES + size * 16, size),
                doubles(bytes, HEADER_BYTES + size * 24, size),
                counts,
                series));
    }

    private static double[] doubles(ByteBuffer bytes, int at, int count) {
        double[] column = new double[count];
        for (int i = 0; i < count; i++) {
            column[i] = bytes.getDouble(at + i * 8);
        }
        return column;
    }
}

package hub.columnar;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/**
 * A column of a record batch, as its buffers. Each is made when it is written, so that one is held at a time.
 *
 * @param nulls how many of the values are absent
 */
record ArrowColumn(int nulls, List<Part> parts) {

    /**
     * A buffer.
     *
     * @param bytes how long it is, without what fills it up
     */
    record Part(int bytes, Supplier<ByteBuffer> content) {}

    private static final Part ALL_THERE = new Part(0, () -> buffer(0));

    static ArrowColumn ofLongs(long[] values, int rows) {
        Part part = new Part(rows * Long.BYTES, () -> {
            ByteBuffer buffer = buffer(rows * Long.BYTES);
            buffer.asLongBuffer().put(values, 0, rows);
            return buffer;
        });
        return new ArrowColumn(0, List.of(ALL_THERE, part));
    }

    static ArrowColumn ofInts(int[] values, int rows) {
        Part part = new Part(rows * Integer.BYTES, () -> {
            ByteBuffer buffer = buffer(rows * Integer.BYTES);
            buffer.asIntBuffer().put(values, 0, rows);
            return buffer;
        });
        return new ArrowColumn(0, List.of(ALL_THERE, part));
    }

    /** What is not finite is absent. */
    static ArrowColumn ofNumbers(double[] values, int rows) {
        int nulls = 0;
        for (int i = 0; i < rows; i++) {
            nulls += Double.isFinite(values[i]) ? 0 : 1;
        }
        Part there = nulls == 0 ? ALL_THERE : new Part((rows + 7) / 8, () -> there(values, rows));
        Part part = new Part(rows * Double.BYTES, () -> {
            ByteBuffer buffer = buffer(rows * Double.BYTES);
            buffer.asDoubleBuffer().put(values, 0, rows);
            return buffer;
        });
        return new ArrowColumn(nulls, List.of(there, part));
    }

    private static ByteBuffer there(double[] values, int rows) {
        byte[] bits = new byte[(rows + 7) / 8];
        for (int i = 0; i < rows; i++) {
            bits[i / 8] |= (byte) (Double.isFinite(values[i]) ? 1 << i % 8 : 0);
        }
        return ByteBuffer.wrap(bits);
    }

    static ArrowColumn ofTexts(List<String> texts) {
        byte[][] bytes = texts.stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        ByteBuffer offsets = buffer((bytes.length + 1) * Integer.BYTES);
        int end = 0;
        offsets.putInt(end);
        for (byte[] text : bytes) {
            end += text.length;
            offsets.putInt(end);
        }
        ByteBuffer all = buffer(end);
        for (byte[] text : bytes) {
            all.put(text);
        }
        Part ends = new Part(offsets.capacity(), offsets::rewind);
        return new ArrowColumn(0, List.of(ALL_THERE, ends, new Part(end, all::rewind)));
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}

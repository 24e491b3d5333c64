package hub.sql.source;

import hub.store.ReadingBlock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Some readings of a scan on their way to another process of this machine: where a series begins, where a run does, and
 * blocks as they are, in the order of a scan. Series and runs without readings are left out.
 */
final class Batch {

    static final byte SERIES = 1;
    static final byte RUN = 2;
    static final byte BLOCK = 3;

    /** The most that one is asked for, in readings. */
    static final int MAX_READINGS = 8_192;

    /** Time and value. */
    static final int READING_BYTES = 2 * Long.BYTES;

    /** What may stand before a block: its series, its run, its size and scale. */
    private static final int HEAD_BYTES = 1 + Integer.BYTES + 1 + 3;

    private final byte[] array = new byte[(MAX_READINGS + ReadingBlock.MAX_SIZE) * (READING_BYTES + HEAD_BYTES)];
    private final ByteBuffer bytes = buffer(array);
    private int readings;

    /** As both sides read and write it. */
    static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }

    void clear() {
        bytes.clear();
        readings = 0;
    }

    /** How many are in it. */
    int readings() {
        return readings;
    }

    void addSeries(int index) {
        bytes.put(SERIES).putInt(index);
    }

    void addRun() {
        bytes.put(RUN);
    }

    void add(ReadingBlock block) {
        int size = block.size();
        bytes.put(BLOCK).put((byte) size).put((byte) block.scale());
        put(block.times(), size);
        if (block.scale() == ReadingBlock.NO_SCALE) {
            bytes.asDoubleBuffer().put(block.values(), 0, size);
            bytes.position(bytes.position() + size * Double.BYTES);
        } else {
            put(block.mantissas(), size);
        }
        readings += size;
    }

    private void put(long[] numbers, int size) {
        bytes.asLongBuffer().put(numbers, 0, size);
        bytes.position(bytes.position() + size * Long.BYTES);
    }

    /** Its bytes begin at 0. */
    byte[] array() {
        return array;
    }

    int length() {
        return bytes.position();
    }
}

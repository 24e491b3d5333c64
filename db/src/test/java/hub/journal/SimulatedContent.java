package hub.journal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;

/** The bytes of one file, as read and as on the medium. */
final class SimulatedContent {
    private static final int SECTOR = 512;

    private byte[] cached = new byte[0];
    private int size;
    private byte[] durable = new byte[0];
    private int durableSize;
    private final BitSet dirty = new BitSet();

    void write(ByteBuffer from, int offset, int length) {
        if (offset + length > cached.length) {
            cached = Arrays.copyOf(cached, Math.max(offset + length, 2 * cached.length));
        }
        from.get(cached, offset, length);
        size = Math.max(size, offset + length);
        if (length > 0) {
            dirty.set(offset / SECTOR, (offset + length - 1) / SECTOR + 1);
        }
    }

    void force() {
        dirty.stream().forEach(this::persist);
        dirty.clear();
        durableSize = size;
    }

    void crash(Random random) {
        dirty.stream().filter(sector -> random.nextBoolean()).forEach(this::persist);
        dirty.clear();
        if (random.nextBoolean()) {
            durableSize = Math.max(durableSize, size);
        }
        cached = Arrays.copyOf(durable, Math.max(durable.length, durableSize));
        size = durableSize;
    }

    private void persist(int sector) {
        int from = sector * SECTOR;
        int length = Math.min(SECTOR, cached.length - from);
        if (from + length > durable.length) {
            durable = Arrays.copyOf(durable, cached.length);
        }
        System.arraycopy(cached, from, durable, from, length);
    }

    /** What is read and what is on the medium are both those bytes. */
    static SimulatedContent of(byte[] bytes) {
        SimulatedContent content = new SimulatedContent();
        content.write(ByteBuffer.wrap(bytes), 0, bytes.length);
        content.force();
        return content;
    }

    int size() {
        return size;
    }

    byte[] bytes() {
        return Arrays.copyOf(cached, size);
    }

    void read(ByteBuffer into, int offset, int length) {
        into.put(cached, offset, length);
    }

    /** Takes what was not forced for written, without writing it. */
    void loseDirt() {
        dirty.clear();
    }
}

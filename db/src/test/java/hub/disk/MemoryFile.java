package hub.disk;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The bytes of one file: as they are read, as they are on the medium, and what lies between. */
final class MemoryFile {

    /** A disk writes a sector whole or not at all. */
    private static final int SECTOR = 512;

    private byte[] cached = new byte[0];
    private int size;
    private byte[] durable = new byte[0];
    private int durableSize;
    private final List<Change> unforced = new ArrayList<>();

    /** A write; without bytes, the end of the file set to the offset. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Change(int offset, byte[] bytes, boolean cut) {}

    int size() {
        return size;
    }

    byte[] bytes() {
        return Arrays.copyOf(cached, size);
    }

    void read(ByteBuffer into, int offset, int length) {
        into.put(cached, offset, length);
    }

    void write(ByteBuffer from, int offset, int length) {
        byte[] bytes = new byte[length];
        from.get(bytes);
        cached = written(cached, offset, bytes);
        size = Math.max(size, offset + length);
        unforced.add(new Change(offset, bytes, false));
    }

    void truncate(int newSize) {
        if (newSize < size) {
            Arrays.fill(cached, newSize, size, (byte) 0);
            size = newSize;
            unforced.add(new Change(newSize, new byte[0], true));
        }
    }

    private static byte[] written(byte[] to, int offset, byte[] bytes) {
        byte[] grown = offset + bytes.length <= to.length
                ? to
                : Arrays.copyOf(to, Math.max(offset + bytes.length, to.length + to.length / 2));
        System.arraycopy(bytes, 0, grown, offset, bytes.length);
        return grown;
    }

    void force() {
        unforced.forEach(this::persist);
        unforced.clear();
    }

    /** Some of what was not forced reaches the medium; all of it counts as written from now on. */
    void loseDirt(Random random) {
        persistSome(random);
        unforced.clear();
    }

    /** What is read from now on is what has reached the medium. */
    void crash(Random random) {
        loseDirt(random);
        cached = durable.clone();
        size = durableSize;
    }

    private void persist(Change change) {
        if (change.cut()) {
            Arrays.fill(durable, Math.min(change.offset(), durable.length), durable.length, (byte) 0);
            durableSize = Math.min(durableSize, change.offset());
        } else {
            durable = written(durable, change.offset(), change.bytes());
            durableSize = Math.max(durableSize, change.offset() + change.bytes().length);
        }
    }

    /** None, all, the first, any of the writes, or any sectors of them: with a later one an earlier may be lost. */
    private void persistSome(Random random) {
        int how = random.nextInt(5);
        double chance = random.nextBoolean() ? 0.5 : 0.9;
        int first = random.nextInt(unforced.size() + 1);
        for (int i = 0; i < unforced.size(); i++) {
            boolean whole = how == 1 || (how == 2 && i < first) || (how == 3 && random.nextDouble() < chance);
            if (whole) {
                persist(unforced.get(i));
            } else if (how == 4 || (how == 2 && i == first)) {
                persistSectors(unforced.get(i), chance, random);
            }
        }
    }

    private void persistSectors(Change change, double chance, Random random) {
        int end = change.offset() + change.bytes().length;
        int from = change.offset();
        while (from < end) {
            int to = Math.min(end, (from / SECTOR + 1) * SECTOR);
            if (random.nextDouble() < chance) {
                int begin = from - change.offset();
                byte[] sector = Arrays.copyOfRange(change.bytes(), begin, begin + to - from);
                persist(new Change(from, sector, false));
            }
            from = to;
        }
    }

    /** A file of these bytes, all of them on the medium. */
    static MemoryFile of(byte[] bytes) {
        MemoryFile file = new MemoryFile();
        file.write(ByteBuffer.wrap(bytes), 0, bytes.length);
        file.force();
        return file;
    }
}

package hub.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that fails on demand and forgets in a crash what was not forced.
 *
 * <p>Bytes reach the medium in sectors of 512: on a force all of them, in a crash any of those not forced. Names reach
 * it in the order of the operations: when the directory is forced all of them, in a crash any prefix. A force that
 * fails leaves its sectors readable and clean, as Linux does: a later force succeeds without writing them.
 */
final class SimulatedDisk implements JournalFiles {
    static final String POWER_OFF = "the power is off";
    static final String NO_SPACE = "No space left on device";

    private final Map<String, SimulatedContent> names = new HashMap<>();
    private final Map<String, SimulatedContent> durableNames = new HashMap<>();
    private final List<Consumer<Map<String, SimulatedContent>>> unforcedNames = new ArrayList<>();
    private final Map<String, Integer> forces = new HashMap<>();
    private int life;
    private int created;
    private long operationsLeft = Long.MAX_VALUE;
    private boolean lying;
    private @Nullable Random shortWrites;
    private @Nullable IOException nextForceFailure;
    private @Nullable IOException nextWriteFailure;
    private @Nullable IOException nextForceOfAnyFailure;
    private boolean full;
    private volatile Runnable beforeForce = () -> {};

    /** Lets the power fail before the operation after so many that change something. */
    synchronized void powerFailsAfter(long operations) {
        operationsLeft = operations;
    }

    /** Makes forces succeed without doing anything. */
    synchronized void lie() {
        lying = true;
    }

    /** Makes every write write less than it is asked, if it can. */
    synchronized void writeShort(Random random) {
        shortWrites = random;
    }

    /** Makes the next force of a segment fail. */
    synchronized void failNextForce(IOException failure) {
        nextForceFailure = failure;
    }

    /** Makes the next force of any file fail. */
    synchronized void failNextForceOfAny(IOException failure) {
        nextForceOfAnyFailure = failure;
    }

    /** From now on no file can be created or grow; or they can again. */
    synchronized void full(boolean isFull) {
        full = isFull;
    }

    /** Makes the next write to a segment fail. */
    synchronized void failNextWrite(IOException failure) {
        nextWriteFailure = failure;
    }

    /** Runs before each force of a segment, on the forcing thread, which it may block. */
    void beforeForce(Runnable action) {
        beforeForce = action;
    }

    /** How often segments have been forced. */
    synchronized int forces() {
        return forces.entrySet().stream()
                .filter(entry -> isSegment(entry.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** How often files have been created. */
    synchronized int created() {
        return created;
    }

    /** Turns the power off and on again: what was not forced survives by chance, open files are dead. */
    synchronized void crash(Random random) {
        life++;
        operationsLeft = Long.MAX_VALUE;
        unforcedNames
                .subList(0, random.nextInt(unforcedNames.size() + 1))
                .forEach(change -> change.accept(durableNames));
        unforcedNames.clear();
        names.clear();
        names.putAll(durableNames);
        names.values().forEach(content -> content.crash(random));
    }

    /** Kills the process: open files are dead, everything written is still there. */
    synchronized void kill() {
        life++;
        operationsLeft = Long.MAX_VALUE;
    }

    /** The bytes of a file, to look at. */
    synchronized byte[] bytes(String name) {
        return content(name).bytes();
    }

    /** Replaces a file, durably, behind the journal's back. */
    synchronized void put(String name, byte[] bytes) {
        SimulatedContent content = SimulatedContent.of(bytes);
        names.put(name, content);
        durableNames.put(name, content);
    }

    /** Removes a file, durably, behind the journal's back. */
    synchronized void remove(String name) {
        names.remove(name);
        durableNames.remove(name);
    }

    /** The names of the segments, oldest first. */
    synchronized List<String> segments() {
        return names.keySet().stream().filter(SimulatedDisk::isSegment).sorted().toList();
    }

    private static boolean isSegment(String name) {
        return Segment.startOf(name).isPresent();
    }

    private SimulatedContent content(String name) {
        SimulatedContent content = names.get(name);
        if (content == null) {
            throw new IllegalArgumentException("no file " + name + " among " + names.keySet());
        }
        return content;
    }

    private String nameOf(SimulatedContent content) {
        return names.entrySet().stream()
                .filter(entry -> entry.getValue() == content)
                .map(Map.Entry::getKey)
                .findAny()
                .orElse("(deleted)");
    }

    private void operation() throws IOException {
        if (operationsLeft <= 0) {
            throw new IOException(POWER_OFF);
        }
        operationsLeft--;
    }

    @Override
    public synchronized List<String> list() {
        return List.copyOf(names.keySet());
    }

    @Override
    public synchronized JournalFile open(String name) throws IOException {
        if (!names.containsKey(name)) {
            throw new NoSuchFileException(name);
        }
        return new Handle(content(name), life);
    }

    @Override
    public synchronized JournalFile create(String name) throws IOException {
        operation();
        if (full) {
            throw new IOException(NO_SPACE);
        }
        created++;
        SimulatedContent content = new SimulatedContent();
        change(map -> map.put(name, content));
        return new Handle(content, life);
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        operation();
        SimulatedContent content = content(from);
        change(map -> {
            map.remove(from);
            map.put(to, content);
        });
    }

    @Override
    public synchronized void delete(String name) throws IOException {
        operation();
        content(name);
        change(map -> map.remove(name));
    }

    private void change(Consumer<Map<String, SimulatedContent>> change) {
        change.accept(names);
        unforcedNames.add(change);
    }

    @Override
    public synchronized void forceDirectory() throws IOException {
        operation();
        if (!lying) {
            unforcedNames.forEach(change -> change.accept(durableNames));
            unforcedNames.clear();
        }
    }

    private final class Handle implements JournalFile {
        private final SimulatedContent content;
        private final int born;

        Handle(SimulatedContent content, int born) {
            this.content = content;
            this.born = born;
        }

        @Override
        public long size() {
            synchronized (SimulatedDisk.this) {
                return content.size();
            }
        }

        @Override
        public int read(ByteBuffer into, long offset) {
            synchronized (SimulatedDisk.this) {
                int length = (int) Math.min(into.remaining(), content.size() - offset);
                if (length <= 0) {
                    return -1;
                }
                content.read(into, (int) offset, length);
                return length;
            }
        }

        @Override
        public int write(ByteBuffer from, long offset) throws IOException {
            synchronized (SimulatedDisk.this) {
                alive();
                if (nextWriteFailure != null && isSegment(nameOf(content))) {
                    IOException failure = nextWriteFailure;
                    nextWriteFailure = null;
                    throw failure;
                }
                if (full && offset + from.remaining() > content.size()) {
                    throw new IOException(NO_SPACE);
                }
                int length = shortWrites == null ? from.remaining() : 1 + shortWrites.nextInt(from.remaining());
                content.write(from, (int) offset, length);
                return length;
            }
        }

        @Override
        public void force() throws IOException {
            boolean segment;
            synchronized (SimulatedDisk.this) {
                segment = isSegment(nameOf(content));
            }
            if (segment) {
                beforeForce.run();
            }
            synchronized (SimulatedDisk.this) {
                alive();
                forces.merge(nameOf(content), 1, Integer::sum);
                IOException failure = segment && nextForceFailure != null ? nextForceFailure : nextForceOfAnyFailure;
                if (failure != null) {
                    nextForceFailure = failure == nextForceFailure ? null : nextForceFailure;
                    nextForceOfAnyFailure = failure == nextForceOfAnyFailure ? null : nextForceOfAnyFailure;
                    content.loseDirt();
                    throw failure;
                }
                if (!lying) {
                    content.force();
                }
            }
        }

        private void alive() throws IOException {
            if (born != life) {
                throw new IOException("the file was open before the crash");
            }
            operation();
        }

        @Override
        public void close() {}
    }
}

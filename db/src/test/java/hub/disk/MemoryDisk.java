package hub.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A disk in memory, for journal and database together, which fails on demand and forgets in a crash what was not forced.
 *
 * <p>Bytes reach the medium on a force; in a crash any of those not forced do, and of a file's name the changes up to any
 * one. A force that fails leaves its bytes readable and clean, as Linux does: a later force succeeds without writing them.
 */
public final class MemoryDisk {

    /** What is done to a file, or to the names of files. */
    public enum Operation {
        OPEN,
        CREATE,
        READ,
        WRITE,
        FORCE,
        TRUNCATE,
        RENAME,
        DELETE,
        FORCE_NAMES
    }

    /** What becomes of an operation. */
    public enum Outcome {
        /** As it should. */
        DONE,
        /** EIO. */
        ERROR,
        /** ENOSPC; of a write, after half of it. */
        NO_SPACE,
        /** A write that writes half; anything else is done. */
        SHORT,
        /** Nothing works from now on, until {@link MemoryDisk#crash}. */
        POWER_OFF
    }

    /** Decides what becomes of operations, which are counted from 0. */
    public interface Fate {
        Outcome of(long number, Operation operation, String file);
    }

    /** No operation fails. */
    public static final Fate KIND = (number, operation, file) -> Outcome.DONE;

    private static final String POWER_OFF = "the power is off";

    private final Random random;
    private final Map<String, MemoryFile> names = new TreeMap<>();
    private final Map<String, MemoryFile> durableNames = new HashMap<>();
    private final List<Consumer<Map<String, MemoryFile>>> unforcedNames = new ArrayList<>();
    private Fate fate = KIND;
    private Predicate<String> lying = file -> false;
    private long operations;
    private int life;
    private boolean off;

    /** An empty disk. */
    public MemoryDisk(Random random) {
        this.random = random;
    }

    /** What becomes of operations from now on, which are counted anew. */
    public synchronized void fate(Fate decider) {
        fate = decider;
        operations = 0;
    }

    /** Whether the power has failed. */
    public synchronized boolean isOff() {
        return off;
    }

    /** How many operations there were since the fate was set. */
    public synchronized long operations() {
        return operations;
    }

    /** Makes forces of some files succeed without doing anything. */
    public synchronized void lie(Predicate<String> about) {
        lying = about;
    }

    /** Turns the power off and on again: what was not forced survives by chance, open files are dead. */
    public synchronized void crash() {
        unforcedNames
                .subList(0, random.nextInt(unforcedNames.size() + 1))
                .forEach(change -> change.accept(durableNames));
        unforcedNames.clear();
        names.clear();
        names.putAll(durableNames);
        names.values().forEach(file -> file.crash(random));
        kill();
    }

    /** Ends the process: open files are dead, all that was written is there. */
    public synchronized void kill() {
        life++;
        off = false;
        fate(KIND);
    }

    /** Every file, as it is read. */
    public synchronized Map<String, byte[]> image() {
        Map<String, byte[]> image = new TreeMap<>();
        names.forEach((name, file) -> image.put(name, file.bytes()));
        return image;
    }

    /** Writes files, durably, behind everybody's back. */
    public synchronized void put(Map<String, byte[]> image) {
        image.forEach((name, bytes) -> {
            MemoryFile file = MemoryFile.of(bytes);
            names.put(name, file);
            durableNames.put(name, file);
        });
    }

    /** The names of all files, ascending. */
    public synchronized List<String> list() {
        return List.copyOf(names.keySet());
    }

    /** Whether there is such a file. */
    public synchronized boolean exists(String name) {
        return names.containsKey(name);
    }

    /** How long a file is; 0 if there is none. */
    public synchronized long size(String name) {
        MemoryFile file = names.get(name);
        return file == null ? 0 : file.size();
    }

    /** Opens a file that is there. */
    public synchronized OpenFile open(String name) throws IOException {
        perform(Operation.OPEN, name);
        return new OpenFile(file(name), name, life);
    }

    /** Creates an empty file, in the place of any of that name. */
    public synchronized OpenFile create(String name) throws IOException {
        perform(Operation.CREATE, name);
        MemoryFile file = new MemoryFile();
        change(map -> map.put(name, file));
        return new OpenFile(file, name, life);
    }

    /** Renames a file, in the place of any of that name. */
    public synchronized void rename(String from, String to) throws IOException {
        perform(Operation.RENAME, from);
        MemoryFile file = file(from);
        change(map -> {
            map.remove(from);
            map.put(to, file);
        });
    }

    /** Deletes a file. */
    public synchronized void delete(String name) throws IOException {
        perform(Operation.DELETE, name);
        file(name);
        change(map -> map.remove(name));
    }

    /** Makes every creation, renaming and deletion so far durable. */
    public synchronized void forceNames() throws IOException {
        perform(Operation.FORCE_NAMES, "");
        if (!lying.test("")) {
            unforcedNames.forEach(change -> change.accept(durableNames));
            unforcedNames.clear();
        }
    }

    private MemoryFile file(String name) throws IOException {
        MemoryFile file = names.get(name);
        if (file == null) {
            throw new NoSuchFileException(name);
        }
        return file;
    }

    private void change(Consumer<Map<String, MemoryFile>> change) {
        change.accept(names);
        unforcedNames.add(change);
    }

    private Outcome perform(Operation operation, String file) throws IOException {
        Outcome outcome = off ? Outcome.POWER_OFF : fate.of(operations++, operation, file);
        if (outcome == Outcome.POWER_OFF) {
            off = true;
            throw new IOException(POWER_OFF);
        } else if (outcome == Outcome.ERROR) {
            throw new IOException("Input/output error");
        } else if (outcome == Outcome.NO_SPACE && operation != Operation.WRITE) {
            throw new IOException("No space left on device");
        }
        return outcome;
    }

    /** A file while it is open. */
    public final class OpenFile {

        private final MemoryFile file;
        private final String name;
        private final int born;

        private OpenFile(MemoryFile file, String name, int born) {
            this.file = file;
            this.name = name;
            this.born = born;
        }

        /** In bytes. */
        public long size() {
            synchronized (MemoryDisk.this) {
                return file.size();
            }
        }

        /** Reads what fits; returns how many bytes, -1 at the end. */
        public int read(ByteBuffer into, long offset) throws IOException {
            synchronized (MemoryDisk.this) {
                perform(Operation.READ);
                int length = (int) Math.min(into.remaining(), file.size() - offset);
                if (length <= 0) {
                    return -1;
                }
                file.read(into, (int) offset, length);
                return length;
            }
        }

        /** Writes some bytes; returns how many. */
        public int write(ByteBuffer from, long offset) throws IOException {
            synchronized (MemoryDisk.this) {
                Outcome outcome = perform(Operation.WRITE);
                int length = outcome == Outcome.DONE ? from.remaining() : (from.remaining() + 1) / 2;
                file.write(from, Math.toIntExact(offset), length);
                if (outcome == Outcome.NO_SPACE) {
                    throw new IOException("No space left on device");
                }
                return length;
            }
        }

        /** Ends the file earlier. */
        public void truncate(long size) throws IOException {
            synchronized (MemoryDisk.this) {
                perform(Operation.TRUNCATE);
                file.truncate(Math.toIntExact(size));
            }
        }

        /** Makes durable what was written. */
        public void force() throws IOException {
            synchronized (MemoryDisk.this) {
                try {
                    perform(Operation.FORCE);
                } catch (IOException e) {
                    if (!off) {
                        file.loseDirt(random);
                    }
                    throw e;
                }
                if (!lying.test(name)) {
                    file.force();
                }
            }
        }

        private Outcome perform(Operation operation) throws IOException {
            if (born != life) {
                throw new IOException("the file was open before the crash");
            }
            return MemoryDisk.this.perform(operation, name);
        }
    }
}

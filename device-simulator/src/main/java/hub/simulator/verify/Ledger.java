package hub.simulator.verify;

import hub.simulator.verify.LedgerRecord.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What each device sent and what was acknowledged, on disk: the file {@code plan} and, appended to as it happens, the
 * file {@code frames}. Safe from any thread.
 *
 * <p>A record is written to the file before the frame goes out, and an acknowledgement as soon as it is heard: so it
 * survives the death of this process (not a power cut, which would have to be paid for with a force per frame; the
 * hub's power cuts do not matter to it). It is never rewritten but for a torn tail, which is cut when it is opened.
 */
public final class Ledger implements AutoCloseable {

    private static final String PLAN = "plan";
    private static final String FRAMES = "frames";
    private static final int READ_AT_ONCE = 8_192;

    private final Path directory;
    private final Plan plan;
    private final FileChannel channel;
    private final FileLock lock;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(LedgerRecord.BYTES);
    private @Nullable IOException failure;

    private Ledger(Path directory, Plan plan, FileChannel channel, FileLock lock) {
        this.directory = directory;
        this.plan = plan;
        this.channel = channel;
        this.lock = lock;
    }

    /** Whether there is a ledger in that directory. */
    public static boolean exists(Path directory) {
        return Files.exists(directory.resolve(PLAN));
    }

    /**
     * Opens the ledger of a directory, or begins one if there is none.
     *
     * @param fresh the plan of a new one
     * @param notice told if a torn tail was cut
     * @throws LedgerException if another process has it, or its plan is damaged
     */
    public static Ledger open(Path directory, Supplier<Plan> fresh, Consumer<String> notice) throws IOException {
        Files.createDirectories(directory);
        FileChannel channel = FileChannel.open(
                directory.resolve(FRAMES),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        try {
            FileLock lock = lock(directory, channel);
            if (!exists(directory)) {
                if (channel.size() > 0) {
                    throw new LedgerException(directory + ": has frames but no plan: it is no ledger, or a part of one."
                            + " Begin a new ledger in another directory");
                }
                PlanFile.write(directory.resolve(PLAN), fresh.get());
            }
            Plan plan = PlanFile.read(directory.resolve(PLAN));
            cutTornTail(directory, channel, notice);
            return new Ledger(directory, plan, channel, lock);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static FileLock lock(Path directory, FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process: the same to the user.
        }
        throw new LedgerException(directory + ": in use by another verify: wait for it, or take another --ledger");
    }

    /** A process that dies in the middle of a write leaves a part of a record, and nothing was sent of its frame. */
    private static void cutTornTail(Path directory, FileChannel channel, Consumer<String> notice) throws IOException {
        long torn = channel.size() % LedgerRecord.BYTES;
        if (torn > 0) {
            channel.truncate(channel.size() - torn);
            notice.accept(directory + ": " + torn + " bytes of an unfinished record were cut off its end");
        }
        channel.position(channel.size());
    }

    /** What all of it is about. */
    public Plan plan() {
        return plan;
    }

    /** How many records it has. */
    long records() throws IOException {
        return channel.size() / LedgerRecord.BYTES;
    }

    /** Appends a record. Whether that worked; if not, see {@link #failure}: then nothing may be sent any more. */
    synchronized boolean append(Kind kind, SentFrame frame) {
        if (failure != null) {
            return false;
        }
        buffer.clear();
        new LedgerRecord(kind, frame).writeTo(buffer);
        buffer.flip();
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            return true;
        } catch (IOException e) {
            failure = new IOException(
                    directory.resolve(FRAMES) + ": cannot be written (" + e.getMessage()
                            + "): make room; the same ledger can be taken up again",
                    e);
            return false;
        }
    }

    /** @throws IOException why {@link #append} failed, if it did */
    public synchronized void failure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    /** Takes the ledger's records one by one. */
    interface Reader {

        /** A record, of a device that the plan has. */
        void record(LedgerRecord record) throws IOException;
    }

    /**
     * Reads all records from the first.
     *
     * @throws LedgerException if one is damaged
     */
    void read(Reader reader) throws IOException {
        ByteBuffer in = ByteBuffer.allocateDirect(LedgerRecord.BYTES * READ_AT_ONCE);
        try (FileChannel frames = FileChannel.open(directory.resolve(FRAMES), StandardOpenOption.READ)) {
            long record = 0;
            long at = 0;
            for (int count = frames.read(in, at); count > 0; count = frames.read(in, at)) {
                at += count;
                in.flip();
                while (in.remaining() >= LedgerRecord.BYTES) {
                    Optional<LedgerRecord> sound = LedgerRecord.readFrom(in).filter(this::isPossible);
                    if (sound.isEmpty()) {
                        throw damage("the record at byte " + record * LedgerRecord.BYTES + " has a wrong checksum");
                    }
                    reader.record(sound.get());
                    record++;
                }
                in.compact();
            }
        }
    }

    /** What to throw if the records make no sense. */
    LedgerException damage(String what) {
        return new LedgerException(directory.resolve(FRAMES) + ": " + what
                + ": it was changed or damaged, and what was sent is no longer known for sure."
                + " Begin a new ledger in another directory");
    }

    private boolean isPossible(LedgerRecord record) {
        int device = record.frame().device();
        return device >= 0 && device < plan.devices() && record.frame().epoch() == plan.epoch(device);
    }

    @Override
    public synchronized void close() throws IOException {
        channel.force(true);
        lock.release();
        channel.close();
    }
}

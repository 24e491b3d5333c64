package hub.journal;

import hub.journal.Health.Failed;
import hub.journal.Health.Healthy;
import hub.journal.WaitingAppends.Append;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal in the segment files of one directory.
 *
 * <p>The thread {@code hub-journal} alone writes: it takes all appends that wait, writes them, forces them with one
 * system call, and then tells their listeners; what arrives meanwhile is the next group. So a lone append is forced at
 * once, and under load the groups grow until the disk keeps up. A write or force that fails ends it for good: after a
 * failed force nobody knows what is on the disk, and a second one would succeed without having written anything.
 *
 * <p>Only one journal may be open in a directory; whoever opens it sees to that.
 */
public final class FileJournal implements Journal {
    private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);

    private final JournalFiles files;
    private final Segments segments;
    private final SegmentWriter writer;
    private final long tornBytes;
    private final InstantSource clock;
    private final WaitingAppends waiting;
    private final Thread thread;
    private volatile long durablePosition;
    private volatile Health health = new Healthy();
    private List<Append> group = List.of();
    private int told;

    private FileJournal(JournalFiles files, InstantSource clock, Recovery recovery) {
        this.files = files;
        this.segments = recovery.segments();
        this.writer = recovery.writer();
        this.tornBytes = recovery.tornBytes();
        this.clock = clock;
        this.waiting = new WaitingAppends();
        this.durablePosition = writer.position();
        this.thread = new Thread(this::run, "hub-journal");
    }

    /**
     * Opens the journal in a directory, which is created if it is not there. Reads all of it: a torn tail is cut and
     * damage set aside, both logged, and again told by every {@link #replay}.
     *
     * @throws JournalException if the directory cannot be read or written, or holds the files of a newer version
     */
    public static FileJournal open(Path directory, JournalOptions options) {
        try {
            return open(DirectoryFiles.in(directory), options, InstantSource.system());
        } catch (IOException e) {
            throw new JournalException("cannot open the journal in " + directory, e);
        }
    }

    static FileJournal open(JournalFiles files, JournalOptions options, InstantSource clock) throws IOException {
        FileJournal journal = new FileJournal(files, clock, Recovery.run(files, options));
        journal.thread.start();
        return journal;
    }

    @Override
    public void append(ByteBuffer record, AppendListener listener) {
        int length = record.remaining();
        if (length < 1 || length > MAX_RECORD_BYTES) {
            throw new IllegalArgumentException("a record has from 1 to " + MAX_RECORD_BYTES + " bytes, not " + length);
        }
        waiting.put(new Append(record, listener));
    }

    @Override
    public long pendingBytes() {
        return waiting.pendingBytes();
    }

    @Override
    public long durablePosition() {
        return durablePosition;
    }

    @Override
    public long oldestPosition() {
        return segments.oldestStart();
    }

    @Override
    public ReplayReport replay(long from, RecordHandler handler) {
        long end = durablePosition;
        if (from < oldestPosition() || from > end) {
            throw new JournalException("position " + from + " is not within this journal, which goes from "
                    + oldestPosition() + " to " + end);
        }
        try {
            JournalScan scan = new JournalScan(files, from, handler);
            scan.to(end, segments.list());
            return scan.report(tornBytes);
        } catch (IOException e) {
            throw new JournalException("cannot read the journal from position " + from, e);
        }
    }

    @Override
    public void trim(long position) {
        try {
            segments.trim(Math.min(position, durablePosition));
        } catch (IOException e) {
            throw new JournalException("cannot delete the segments before position " + position, e);
        }
    }

    @Override
    public Keep keep() {
        return segments.keep();
    }

    @Override
    public Health health() {
        return health;
    }

    @Override
    public void close() {
        waiting.close();
        boolean interrupted = false;
        while (thread.isAlive() && Thread.currentThread() != thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            group = waiting.take();
            while (!group.isEmpty()) {
                commit();
                group = waiting.take();
            }
        } catch (Throwable cause) { // An error, too, must not leave listeners waiting for ever.
            fail(cause);
        } finally {
            release();
        }
    }

    private void release() {
        try {
            writer.close();
        } catch (IOException | RuntimeException e) {
            LOG.warn("The journal's files could not be closed; what was acknowledged is durable all the same", e);
        }
    }

    private void commit() throws IOException {
        told = 0;
        long bytes = 0;
        for (Append append : group) {
            append.end = writer.write(append.record);
            bytes += append.length;
        }
        writer.force();
        durablePosition = writer.position();
        waiting.settled(bytes);
        while (told < group.size()) {
            Append append = group.get(told++);
            tell(() -> append.listener.durable(append.end));
        }
    }

    private void fail(Throwable cause) {
        LOG.error("The journal has failed; nothing is acknowledged any more until it is opened again", cause);
        health = new Failed(cause, clock.instant());
        List<Append> late = waiting.fail(cause);
        for (Append append : group.subList(Math.min(told, group.size()), group.size())) {
            tell(() -> append.listener.failed(cause));
        }
        late.forEach(append -> tell(() -> append.listener.failed(cause)));
    }

    private static void tell(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.error("A listener of the journal has thrown; the append stays what it is", e);
        }
    }
}

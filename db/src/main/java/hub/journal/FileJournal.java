package hub.journal;

import hub.journal.Health.Failed;
import hub.journal.Health.Healthy;
import hub.journal.Health.Unwritable;
import hub.journal.WaitingAppends.Append;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal in the segment files of one directory.
 *
 * <p>The thread {@code hub-journal} alone writes: it takes all appends that wait, writes them, forces them with one
 * system call, and then tells their listeners; what arrives meanwhile is the next group. So a lone append is forced at
 * once, and under load the groups grow until the disk keeps up.
 *
 * <p>A force that fails ends it for good: nobody knows what is on the disk then, and a second one would succeed without
 * having written anything. A write that fails, or a segment that cannot be made, leaves all that was forced as it is:
 * what was to be written has failed, and the thread tries now and then to begin a segment in another file, in which
 * it goes on. So a disk that was full is no reason to start again.
 *
 * <p>Only one journal may be open in a directory; whoever opens it sees to that.
 */
public final class FileJournal implements Journal {
    private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);

    private final JournalFiles files;
    private final Segments segments;
    private final SegmentSpares spares;
    private final SegmentWriter writer;
    private final long tornBytes;
    private final Duration retryEvery;
    private final InstantSource clock;
    private final WaitingAppends waiting;
    private final Thread thread;
    private volatile long durablePosition;
    private volatile Health health = new Healthy();
    private final Set<String> logged = new HashSet<>();
    private List<Append> group = List.of();
    private int told;

    private FileJournal(JournalFiles files, JournalOptions options, InstantSource clock, Recovery recovery) {
        this.files = files;
        this.segments = recovery.segments();
        this.spares = recovery.spares();
        this.writer = recovery.writer();
        this.tornBytes = recovery.tornBytes();
        this.retryEvery = options.retryEvery();
        this.clock = clock;
        this.waiting = new WaitingAppends();
        this.durablePosition = writer.position();
        this.thread = new Thread(this::run, "hub-journal");
    }

    /**
     * Opens the journal in a directory, which is created if it is not there. Reads the newest segment: a torn tail is cut.
     * Damage is found, set aside and told by every {@link #replay}, and logged by the first.
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
        FileJournal journal = new FileJournal(files, options, clock, Recovery.run(files, options));
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
            ReplayReport report = scan.report(tornBytes);
            log(report.damaged());
            return report;
        } catch (IOException e) {
            throw new JournalException("cannot read the journal from position " + from, e);
        }
    }

    private synchronized void log(List<Damage> damaged) {
        for (Damage damage : damaged) {
            if (logged.add(damage.segment() + damage.offset())) {
                if (damage.acknowledged()) {
                    LOG.error("The journal has lost acknowledged records: {}", damage);
                } else {
                    LOG.warn("The journal has lost records, perhaps never acknowledged: {}", damage);
                }
            }
        }
    }

    @Override
    public void noteReported(Damage damage) {
        try {
            files.create(Damage.reportedName(damage.segment(), damage.offset())).close();
            files.forceDirectory();
        } catch (IOException e) {
            throw new JournalException("cannot note that a damage was reported: " + damage, e);
        }
    }

    @Override
    public void trim(long position) {
        try {
            segments.trim(Math.min(position, durablePosition), spares);
        } catch (IOException e) {
            throw new JournalException("cannot give up the segments before position " + position, e);
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
                try {
                    commit();
                } catch (UnwrittenException e) {
                    suspend(e.failure());
                }
                group = waiting.take();
            }
        } catch (Throwable cause) { // An error, too, must not leave listeners waiting for ever.
            LOG.error("The journal has failed; nothing is acknowledged any more until it is opened again", cause);
            health = new Failed(cause, clock.instant());
            failAll(cause);
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
        for (int written = 0; written < group.size(); written++) {
            Append append = group.get(written);
            if (!writer.hasRoomFor(append.length)) {
                acknowledge(written);
                writer.roll(append.length);
            }
            append.end = writer.write(append.record);
        }
        acknowledge(group.size());
    }

    /** Makes durable what was written of the group, the first so many, and says so. */
    private void acknowledge(int written) throws IOException {
        if (told == written) {
            return;
        }
        ForceEvent event = ForceEvent.started();
        writer.force();
        event.ended(written - told);
        durablePosition = writer.position();
        long bytes = 0;
        for (Append append : group.subList(told, written)) {
            bytes += append.length;
        }
        waiting.settled(bytes);
        while (told < written) {
            Append append = group.get(told++);
            tell(() -> append.listener.durable(append.end));
        }
    }

    /** Fails what waits, and returns once writing works again or the journal is closed. */
    private void suspend(IOException cause) throws IOException, InterruptedException {
        LOG.error("The journal cannot be written; trying again every {} until it can", retryEvery, cause);
        health = new Unwritable(cause, clock.instant());
        failAll(cause);
        while (!waiting.awaitClose(retryEvery)) {
            try {
                writer.resume();
                durablePosition = writer.position();
                LOG.info("The journal can be written again");
                health = new Healthy();
                waiting.goOn();
                return;
            } catch (UnwrittenException e) {
                LOG.debug("The journal still cannot be written", e.failure());
            }
        }
    }

    private void failAll(Throwable cause) {
        List<Append> late = waiting.fail(cause);
        for (Append append : group.subList(Math.min(told, group.size()), group.size())) {
            tell(() -> append.listener.failed(cause));
        }
        told = group.size();
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

package hub.journal;

import hub.journal.JournalFiles.JournalFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of segments to come: those of trimmed ones, and if there are none, one that is filled with zeros on a thread of
 * its own before the writer needs it.
 *
 * <p>Only a file whose blocks are written and forced can later be forced without its metadata. What stands in it does not
 * matter; see {@link Segment}. Confined to the writer's thread, but for {@link #recycle} and the filling.
 */
final class SegmentSpares implements AutoCloseable {

    /** So many files of trimmed segments are kept at most. */
    static final int MAX_RECYCLED = 4;

    /** An open file, written and forced up to its length, of which the name is not yet a segment's. */
    record Spare(String name, JournalFile file, long bytes) {}

    private static final Logger LOG = LoggerFactory.getLogger(SegmentSpares.class);
    private static final String SUFFIX = ".spare";
    private static final Pattern RECYCLED = Pattern.compile("[0-9]{19}\\.journal\\.spare");
    private static final int FILL_BYTES = 1 << 20;

    private final JournalFiles files;
    private final int segmentBytes;
    private final ExecutorService filler =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "hub-journal-spare"));
    private final ConcurrentLinkedQueue<String> recycled = new ConcurrentLinkedQueue<>();
    private @Nullable CompletableFuture<Spare> next;
    private boolean namesUncertain;

    private SegmentSpares(JournalFiles files, int segmentBytes) {
        this.files = files;
        this.segmentBytes = segmentBytes;
    }

    /** Takes up, or deletes, what an earlier life has left. */
    static SegmentSpares open(JournalFiles files, int segmentBytes) throws IOException {
        SegmentSpares spares = new SegmentSpares(files, segmentBytes);
        for (String name : files.list()) {
            if (name.endsWith(SUFFIX)) {
                spares.takeUp(name);
            }
        }
        return spares;
    }

    private void takeUp(String name) throws IOException {
        if (RECYCLED.matcher(name).matches() && recycled.size() < MAX_RECYCLED && size(name) == segmentBytes) {
            recycled.add(name);
        } else {
            files.delete(name);
        }
    }

    private long size(String name) throws IOException {
        try (JournalFile file = files.open(name)) {
            return file.size();
        }
    }

    /**
     * Takes over, durably, the file of a segment that is needed no more, or deletes it. By one thread at a time. It may be
     * tried again, unless the directory could not be forced: then nobody knows which names are on the disk.
     */
    void recycle(Segment segment) throws IOException {
        if (namesUncertain) {
            throw new IOException(
                    "an earlier change of the directory could not be forced; the hub has to be restarted");
        }
        String name = segment.name() + SUFFIX;
        boolean kept = segment.bytes() == segmentBytes
                && recycled.size() < MAX_RECYCLED
                && size(segment.name()) == segmentBytes;
        if (kept) {
            files.rename(segment.name(), name);
        } else {
            files.delete(segment.name());
        }
        namesUncertain = true;
        files.forceDirectory();
        namesUncertain = false;
        if (kept) { // Not before: if the old name came back, the file must still be what it says.
            recycled.add(name);
        }
    }

    /** Begins to fill a spare, unless there is one. */
    void prepare() {
        if (next == null && recycled.isEmpty()) {
            next = CompletableFuture.supplyAsync(this::fillInBackground, filler);
        }
    }

    /** A spare of at least that size: a prepared one, or one made now. */
    Spare take(long bytes) throws IOException {
        if (bytes > segmentBytes) {
            return fill("long" + SUFFIX, bytes);
        }
        for (String name = recycled.poll(); name != null; name = recycled.poll()) {
            try {
                return new Spare(name, files.open(name), segmentBytes);
            } catch (NoSuchFileException e) {
                LOG.warn("The spare segment {} is gone", name, e);
            }
        }
        CompletableFuture<Spare> prepared = next;
        next = null;
        try {
            return prepared == null ? fill("next" + SUFFIX, segmentBytes) : prepared.join();
        } catch (CompletionException e) {
            LOG.warn("A spare segment could not be prepared ahead; trying again now that it is needed", e.getCause());
            return fill("next" + SUFFIX, segmentBytes);
        }
    }

    private Spare fillInBackground() {
        try {
            return fill("next" + SUFFIX, segmentBytes);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    /** Forces bit by bit, so that the forces of the writer never queue behind a whole segment. */
    private Spare fill(String name, long bytes) throws IOException {
        Spare spare = new Spare(name, files.create(name), bytes);
        try {
            ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(FILL_BYTES, bytes));
            for (long at = 0; at < bytes; at += FILL_BYTES) {
                zeros.clear().limit((int) Math.min(FILL_BYTES, bytes - at));
                spare.file().writeFully(zeros, at);
                spare.file().force();
            }
            return spare;
        } catch (IOException | RuntimeException e) {
            discard(spare);
            throw e;
        }
    }

    /** Gives back the space of a spare that something has failed on: such a file is never used again. */
    void discard(Spare spare) {
        try {
            spare.file().close();
            files.delete(spare.name());
        } catch (IOException e) {
            LOG.warn("The spare segment {} could not be deleted", spare.name(), e);
        }
    }

    @Override
    public void close() throws IOException {
        filler.shutdown();
        if (next != null) {
            try {
                next.join().file().close();
            } catch (CompletionException e) {
                LOG.debug("The spare segment that is no longer needed was not prepared", e.getCause());
            }
        }
    }
}

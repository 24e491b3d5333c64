package hub.journal;

import hub.journal.JournalFiles.JournalFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the file of the next segment with zeros, on a thread of its own, before the writer needs it.
 *
 * <p>Only a file whose blocks are written and forced can later be forced without its metadata, and only zeros in it
 * let the end of the records be told from a torn one. Confined to the writer's thread, but for the filling.
 */
final class SegmentSpares implements AutoCloseable {

    /** A zeroed and forced file of which the name is not yet a segment's. */
    record Spare(String name, JournalFile file) {}

    private static final Logger LOG = LoggerFactory.getLogger(SegmentSpares.class);
    private static final String SUFFIX = ".spare";
    private static final int FILL_BYTES = 1 << 20;

    private final JournalFiles files;
    private final int segmentBytes;
    private final ExecutorService filler;
    private @Nullable CompletableFuture<Spare> next;

    private SegmentSpares(JournalFiles files, int segmentBytes, ExecutorService filler) {
        this.files = files;
        this.segmentBytes = segmentBytes;
        this.filler = filler;
    }

    /** Deletes what an earlier life has left and starts the thread. */
    static SegmentSpares open(JournalFiles files, int segmentBytes) throws IOException {
        for (String name : files.list()) {
            if (name.endsWith(SUFFIX)) {
                files.delete(name);
            }
        }
        return new SegmentSpares(
                files, segmentBytes, Executors.newSingleThreadExecutor(task -> new Thread(task, "hub-journal-spare")));
    }

    /** Begins to fill a spare, unless there is one. */
    void prepare() {
        if (next == null) {
            next = CompletableFuture.supplyAsync(this::fillInBackground, filler);
        }
    }

    /** A spare of at least that size: the prepared one, or one made now. */
    Spare take(long bytes) throws IOException {
        if (bytes > segmentBytes) {
            return fill("long" + SUFFIX, bytes);
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
        JournalFile file = files.create(name);
        try {
            ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(FILL_BYTES, bytes));
            for (long at = 0; at < bytes; at += FILL_BYTES) {
                zeros.clear().limit((int) Math.min(FILL_BYTES, bytes - at));
                file.writeFully(zeros, at);
                file.force();
            }
            return new Spare(name, file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
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

package hub.importing;

import hub.importing.Checkpoint.Content;
import hub.importing.FileMark.Counts;
import hub.ingest.BulkStore;
import hub.journal.Journal;
import hub.store.AppliedEntry;
import hub.store.ReadingStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Reads files, and stores what they say as if their devices had sent it.
 *
 * <p>{@code hub-import-read} reads and unpacks, {@code hub-import-parse} makes frames of lines, the caller's thread appends
 * them to the journal, waits until they are durable, applies them and notes how far it is; or the parsing thread hands lines to a
 * hub that runs, which does all that. Interrupted at any time and begun
 * again, it goes on behind the last note.
 */
public final class Import {

    private static final int WAITING_BLOCKS = 4;
    private static final int WAITING_BATCHES = 4;

    /** So many batches may be on their way to the disk. */
    private static final int BATCHES_AHEAD = 4;

    private static final long NOTE_NANOS = Duration.ofSeconds(1).toNanos();

    /** A batch on its way to the disk. */
    private record Appended(Batch batch, DurableEntries entries) {}

    private final ImportJob job;
    private final ImportSink sink;
    private final ImportProgress progress;
    private final Checkpoint checkpoint;
    private final List<Source> sources;
    private final List<FileMark> marks = new ArrayList<>();
    private List<FileMark> begun = List.of();
    private final List<String> failures = new ArrayList<>();
    private final Deque<Appended> underWay = new ArrayDeque<>();
    private long position;
    private final LongSupplier nanos;
    private long notedNanos;
    private boolean resumed;

    private Import(ImportJob job, ImportSink sink, ImportProgress progress, LongSupplier nanos) throws IOException {
        this.job = job;
        this.sink = sink;
        this.progress = progress;
        this.sources = job.sources();
        this.checkpoint = new Checkpoint(job.note());
        this.position = sink.position();
        this.nanos = nanos;
        this.notedNanos = nanos.getAsLong();
    }

    /**
     * Imports into the data of a hub that is stopped. When it returns, all is durable and in the store.
     *
     * @param bulk around the store, which has all that the journal has
     * @param nanos the time that passes: it notes every second how far it is
     * @throws ImportException if it cannot go on
     */
    public static ImportResult run(
            ImportJob job,
            Journal journal,
            ReadingStore store,
            BulkStore bulk,
            ImportProgress progress,
            LongSupplier nanos) {
        return run(job, new DataSink(job, journal, store, bulk), progress, nanos);
    }

    /**
     * Imports into a hub that runs. When it returns, all is durable and in its store.
     *
     * @param nanos the time that passes: it notes every second how far it is
     * @throws ImportException if it cannot go on
     */
    public static ImportResult run(ImportJob job, RunningHub hub, ImportProgress progress, LongSupplier nanos) {
        return run(job, new HubSink(job.format(), hub), progress, nanos);
    }

    private static ImportResult run(ImportJob job, ImportSink sink, ImportProgress progress, LongSupplier nanos) {
        try {
            return new Import(job, sink, progress, nanos).run();
        } catch (IOException e) {
            throw new ImportException("the import cannot go on: " + e, e);
        }
    }

    private ImportResult run() throws IOException {
        Optional<Content> noted = checkpoint.load().filter(content -> content.position() <= position);
        for (Source source : sources) {
            marks.add(noted.flatMap(content -> content.files().stream()
                            .filter(mark -> mark.isOf(source))
                            .findFirst())
                    .filter(mark -> source.path() != null)
                    .orElse(FileMark.begin(source)));
        }
        begun = List.copyOf(marks);
        resumed = marks.stream().anyMatch(mark -> mark.offset() > 0);
        try (Rejected rejected = resumed
                ? Rejected.goOn(job.rejected(), noted.orElseThrow().rejectedBytes())
                : Rejected.begin(job.rejected())) {
            if (resumed) {
                progress.resumed(counts().readings());
            }
            storeAll(rejected);
            checkpoint.delete();
            return new ImportResult(sources.size(), counts(), List.copyOf(failures), rejected.path(), resumed);
        }
    }

    private void storeAll(Rejected rejected) throws IOException {
        try (Pipe<Block> blocks = Pipe.start("hub-import-read", WAITING_BLOCKS, this::readAll);
                Pipe<Batch> batches = Pipe.start("hub-import-parse", WAITING_BATCHES, pipe -> parseAll(blocks, pipe))) {
            for (Batch batch = batches.take(); batch != null; batch = batches.take()) {
                underWay.add(new Appended(batch, sink.append(batch.entries())));
                if (underWay.size() > BATCHES_AHEAD) {
                    settle(underWay.remove(), rejected);
                }
            }
            while (!underWay.isEmpty()) {
                settle(underWay.remove(), rejected);
            }
        }
    }

    private void readAll(Pipe<Block> pipe) {
        BlockReader reader = new BlockReader(job.format(), job.standardInput(), pipe);
        for (int i = 0; i < sources.size(); i++) {
            FileMark mark = begun.get(i);
            if (mark.done()) {
                reader.pass(mark.size());
            } else {
                reader.read(i, sources.get(i), mark.start());
            }
        }
    }

    private void parseAll(Pipe<Block> blocks, Pipe<Batch> batches) {
        for (Block block = blocks.take(); block != null; block = blocks.take()) {
            batches.put(sink.parse(block));
        }
    }

    private void settle(Appended appended, Rejected rejected) throws IOException {
        List<AppliedEntry> durable = appended.entries().await();
        if (!durable.isEmpty()) {
            sink.apply(durable);
            position = durable.get(durable.size() - 1).position();
        }
        Batch batch = appended.batch();
        int file = batch.block().file();
        String name = sources.get(file).name();
        if (!batch.bad().isEmpty()) {
            rejected.add(name, batch.bad());
        }
        marks.set(file, marks.get(file).behind(batch));
        batch.failure()
                .ifPresent(reason ->
                        failures.add(name + " behind line " + marks.get(file).lines() + ": " + reason));
        progress.at(counts().readings(), batch.block().packedEnd(), job.packedBytes());
        if (nanos.getAsLong() - notedNanos >= NOTE_NANOS) {
            checkpoint.save(new Content(position, rejected.force(), List.copyOf(marks)));
            notedNanos = nanos.getAsLong();
        }
    }

    private Counts counts() {
        return marks.stream().map(FileMark::counts).reduce(Counts.NONE, Counts::plus);
    }
}

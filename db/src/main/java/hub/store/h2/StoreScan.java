package hub.store.h2;

import hub.store.ReadingBlock;
import hub.store.SeriesRecord;
import hub.store.SeriesScan;
import hub.store.TimeRange;
import hub.store.chunk.ChunkSummary;
import hub.store.h2.StoreSnapshot.SeriesSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Walks over series; of each, chunks and heads that do not overlap one by one, and those that do merged. */
final class StoreScan implements SeriesScan {

    /** Arrival order of the head's parts: behind every chunk, in their own order. */
    private static final long FIRST_HEAD_ARRIVAL = Long.MAX_VALUE - 1;

    private final List<SeriesSnapshot> all;
    private final Payloads payloads;
    private final TimeRange range;
    private int nextSeries;
    private @Nullable SeriesSnapshot current;
    private List<Part> parts = List.of();
    private int nextPart;
    private @Nullable Blocks blocks;
    private @Nullable Part whole;

    StoreScan(List<SeriesSnapshot> all, Payloads payloads, TimeRange range) {
        this.all = all;
        this.payloads = payloads;
        this.range = range;
    }

    @Override
    public boolean nextSeries() {
        endRun();
        while (nextSeries < all.size()) {
            current = all.get(nextSeries++);
            parts = parts(current);
            nextPart = 0;
            if (!parts.isEmpty()) {
                return true;
            }
        }
        current = null;
        parts = List.of();
        return false;
    }

    private List<Part> parts(SeriesSnapshot series) {
        List<Part> found = new ArrayList<>();
        for (ChunkRef ref : series.chunks().in(range)) {
            found.add(new ChunkPart(ref, series.row().number(), payloads));
        }
        boolean ascending = true;
        for (int i = 0; i < series.heads().size(); i++) {
            for (Columns columns : series.heads().get(i).parts()) {
                if (columns.size() > 0 && columns.overlaps(range)) {
                    Part part = new Part.InMemory(columns, FIRST_HEAD_ARRIVAL + i);
                    ascending &= found.isEmpty() || found.get(found.size() - 1).minTime() <= part.minTime();
                    found.add(part);
                }
            }
        }
        if (!ascending) {
            found.sort(Part.BY_TIME);
        }
        return found;
    }

    @Override
    public SeriesRecord series() {
        if (current == null) {
            throw new NoSuchElementException("nextSeries() must have returned true");
        }
        return current.row();
    }

    @Override
    public boolean nextRun() {
        endRun();
        if (nextPart == parts.size()) {
            return false;
        }
        int begin = nextPart;
        long maxTime = parts.get(begin).maxTime();
        int end = begin + 1;
        while (end < parts.size() && parts.get(end).minTime() <= maxTime) {
            maxTime = Math.max(maxTime, parts.get(end).maxTime());
            end++;
        }
        begin(parts.subList(begin, end), maxTime);
        nextPart = end; // Only now: after a failure the next call fails again, rather than leave readings out.
        return true;
    }

    private void begin(List<Part> overlapping, long maxTime) {
        Part first = overlapping.get(0);
        Blocks run = overlapping.size() == 1 ? first.open() : new MergedBlocks(overlapping);
        boolean inRange = first.minTime() >= range.fromMicros() && maxTime < range.toMicros();
        whole = inRange && overlapping.size() == 1 ? first : null;
        blocks = inRange ? run : new ClippedBlocks(run, range);
    }

    private void endRun() {
        blocks = null;
        whole = null;
    }

    @Override
    public Optional<ChunkSummary> summary() {
        return whole == null ? Optional.empty() : whole.summary();
    }

    @Override
    public boolean nextBlock() {
        return blocks != null && blocks.next();
    }

    @Override
    public ReadingBlock block() {
        if (blocks == null) {
            throw new NoSuchElementException("nextBlock() must have returned true");
        }
        return blocks;
    }

    @Override
    public void close() {
        endRun();
        parts = List.of();
        nextSeries = all.size();
        payloads.close();
    }
}

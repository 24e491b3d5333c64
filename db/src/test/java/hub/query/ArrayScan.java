package hub.query;

import hub.store.ReadingBlock;
import hub.store.SeriesRecord;
import hub.store.SeriesScan;
import hub.store.TimeRange;
import hub.store.chunk.ChunkSummary;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Walks over a snapshot of arrays. Its blocks have arrays of their own that are spoilt with the next step. */
final class ArrayScan implements SeriesScan {

    private final ArraySnapshot snapshot;
    private final TimeRange range;
    private int at = -1;
    private Iterator<ArrayLayout.Run> runs = List.<ArrayLayout.Run>of().iterator();
    private Iterator<ArrayBlock> blocks = List.<ArrayBlock>of().iterator();
    private Optional<ChunkSummary> summary = Optional.empty();
    private @Nullable ArrayBlock block;

    ArrayScan(ArraySnapshot snapshot, TimeRange range) {
        this.snapshot = snapshot;
        this.range = range;
    }

    @Override
    public boolean nextSeries() {
        if (++at >= snapshot.series().size()) {
            return false;
        }
        runs = snapshot.runs(at).iterator();
        blocks = List.<ArrayBlock>of().iterator();
        return true;
    }

    @Override
    public SeriesRecord series() {
        return snapshot.series().get(at);
    }

    @Override
    public boolean nextRun() {
        summary = Optional.empty();
        blocks = List.<ArrayBlock>of().iterator();
        if (!runs.hasNext()) {
            return false;
        }
        ArrayLayout.Run run = runs.next();
        summary = run.summary().filter(sum -> range.contains(sum.minTime()) && range.contains(sum.maxTime()));
        blocks = run.blocks().stream()
                .map(one -> one.within(range))
                .flatMap(Optional::stream)
                .iterator();
        return true;
    }

    @Override
    public Optional<ChunkSummary> summary() {
        return summary;
    }

    @Override
    public boolean nextBlock() {
        if (block != null) {
            java.util.Arrays.fill(block.times(), Long.MAX_VALUE);
            java.util.Arrays.fill(block.values(), Double.NaN);
            block = null;
        }
        if (!blocks.hasNext()) {
            return false;
        }
        snapshot.readBlock();
        block = blocks.next();
        return true;
    }

    @Override
    public ReadingBlock block() {
        if (block == null) {
            throw new NoSuchElementException();
        }
        return block;
    }

    @Override
    public void close() {
        snapshot.closeScan();
    }
}

package hub.store.h2;

import hub.store.chunk.Chunk;
import hub.store.chunk.ChunkSummary;
import java.util.Optional;

/** One series of a chunk, read when it is asked for. Its bounds are those of the whole chunk. */
record ChunkPart(ChunkRef ref, int series, Payloads payloads) implements Part {

    @Override
    public long minTime() {
        return ref.minTime();
    }

    @Override
    public long maxTime() {
        return ref.maxTime();
    }

    @Override
    public long arrival() {
        return ref.arrival();
    }

    @Override
    public Blocks open() {
        Chunk chunk = payloads.read(ref);
        int column = chunk.column(series);
        if (column < 0) {
            return new ColumnBlocks(Columns.EMPTY);
        }
        payloads.countColumn();
        return new ChunkBlocks(ref, chunk.read(column));
    }

    @Override
    public Optional<ChunkSummary> summary() {
        Chunk chunk = payloads.read(ref);
        int column = chunk.column(series);
        return column < 0 ? Optional.empty() : Optional.of(chunk.summary(column));
    }
}

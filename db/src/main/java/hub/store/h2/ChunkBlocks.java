package hub.store.h2;

import hub.store.StoreException;
import hub.store.chunk.BlockReader;
import hub.store.chunk.CorruptChunkException;

/** One series of a chunk as blocks; damage is told with the chunk's number. */
final class ChunkBlocks implements Blocks {

    private final ChunkRef chunk;
    private final BlockReader reader;

    ChunkBlocks(ChunkRef chunk, BlockReader reader) {
        this.chunk = chunk;
        this.reader = reader;
    }

    @Override
    public boolean next() {
        try {
            return reader.next();
        } catch (CorruptChunkException e) {
            throw damaged(chunk, e);
        }
    }

    static StoreException damaged(ChunkRef chunk, CorruptChunkException cause) {
        return new StoreException("chunk " + chunk.id() + " cannot be read: " + cause.getMessage(), cause);
    }

    @Override
    public void skipTo(long timeMicros) {
        try {
            reader.skipTo(timeMicros);
        } catch (CorruptChunkException e) {
            throw damaged(chunk, e);
        }
    }

    @Override
    public int size() {
        return reader.size();
    }

    @Override
    public long[] times() {
        try {
            return reader.times();
        } catch (CorruptChunkException e) {
            throw damaged(chunk, e);
        }
    }

    @Override
    public int scale() {
        return reader.scale();
    }

    @Override
    public long[] mantissas() {
        return reader.mantissas();
    }

    @Override
    public double[] values() {
        return reader.values();
    }
}

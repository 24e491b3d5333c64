package hub.sql.source;

import hub.store.SeriesRecord;
import hub.store.SeriesScan;
import hub.store.TimeRange;
import hub.store.chunk.ChunkSummary;
import java.io.DataInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A scan of another process. The first batch is small, since whoever looks whether there is anything takes a row and no
 * more; each further one is twice as large.
 */
final class RemoteScan implements SeriesScan {

    private static final int FIRST_READINGS = 256;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final RemoteSource source;
    private final int snapshot;
    private final List<SeriesRecord> all;
    private final TimeRange range;
    private final RemoteBlock block = new RemoteBlock();
    private ByteBuffer batch = NOTHING;
    private int readings = FIRST_READINGS;
    private boolean begun;

    /** The name that the other side has for it; 0 if there is no more to come. */
    private int held;

    private int index = -1;
    private @Nullable SeriesRecord current;
    private boolean inRun;
    private long lastTimeMicros = Long.MIN_VALUE;

    RemoteScan(RemoteSource source, int snapshot, List<SeriesRecord> all, TimeRange range) {
        this.source = source;
        this.snapshot = snapshot;
        this.all = all;
        this.range = range;
    }

    @Override
    public boolean nextSeries() {
        inRun = false;
        while (peek(true) != 0) {
            byte token = batch.get();
            if (token == Batch.SERIES) {
                index = batch.getInt();
                current = all.get(index);
                return true;
            }
            if (token == Batch.BLOCK) {
                int size = batch.get() & 0xFF;
                batch.position(batch.position() + 1 + size * Batch.READING_BYTES);
            }
        }
        current = null;
        return false;
    }

    @Override
    public SeriesRecord series() {
        if (current == null) {
            throw new NoSuchElementException("nextSeries() must have returned true");
        }
        return current;
    }

    @Override
    public boolean nextRun() {
        inRun = true;
        while (nextBlock()) {
            // What is left of the run is passed over.
        }
        inRun = current != null && peek(false) == Batch.RUN;
        if (inRun) {
            batch.get();
        }
        return inRun;
    }

    /** Not known here. */
    @Override
    public Optional<ChunkSummary> summary() {
        return Optional.empty();
    }

    @Override
    public boolean nextBlock() {
        if (current == null || !inRun || peek(false) != Batch.BLOCK) {
            return false;
        }
        batch.get();
        block.read(batch);
        lastTimeMicros = block.lastTime();
        return true;
    }

    @Override
    public RemoteBlock block() {
        return block;
    }

    /**
     * What comes next; 0 if nothing does.
     *
     * @param pass whether what is left of the series is not wanted
     */
    private byte peek(boolean pass) {
        while (!batch.hasRemaining() && (!begun || held != 0)) {
            if (begun) {
                source.ask(
                        Message.NEXT,
                        to -> {
                            to.writeInt(held);
                            to.writeInt(snapshot);
                            Records.writeRange(to, range);
                            to.writeInt(index);
                            to.writeLong(lastTimeMicros);
                            to.writeBoolean(pass);
                            to.writeInt(readings);
                        },
                        this::take);
            } else {
                begun = true;
                source.ask(
                        Message.SCAN,
                        to -> {
                            to.writeInt(snapshot);
                            Records.writeRange(to, range);
                            to.writeInt(readings);
                        },
                        this::take);
            }
            readings = Math.min(2 * readings, Batch.MAX_READINGS);
        }
        return batch.hasRemaining() ? batch.get(batch.position()) : 0;
    }

    private int take(DataInput in) throws IOException {
        held = in.readInt();
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        batch = Batch.buffer(bytes);
        return bytes.length;
    }

    @Override
    public void close() {
        if (held != 0) {
            source.close(held);
        }
        begun = true;
        held = 0;
        batch = NOTHING;
        current = null;
    }
}

package hub.store.h2;

import hub.store.chunk.Chunk;
import hub.store.chunk.SeriesColumn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Rewrites chunks of a device as others with the same readings, or without some of its series. */
final class ChunkMerge {

    private final DeviceState device;
    private final Payloads payloads;
    private final ChunkWriter writer;
    private final List<ChunkRef> added = new ArrayList<>();
    private final List<ChunkRef> removed = new ArrayList<>();

    ChunkMerge(DeviceState device, Payloads payloads, ChunkWriter writer) {
        this.device = device;
        this.payloads = payloads;
        this.writer = writer;
    }

    /** What became of the device's chunks: which are gone, and all that it has now. */
    record Result(DeviceState device, List<ChunkRef> removed, DeviceChunks chunks) {}

    Result run(Change change) throws SQLException {
        for (MergePlan plan : change.merges()) {
            merge(plan);
        }
        for (ChunkRef chunk : change.removals()) {
            remove(chunk);
        }
        for (Change.Strip strip : change.strips()) {
            strip(strip.chunk(), strip.series());
        }
        return new Result(device, removed, device.chunks.replace(removed, added));
    }

    /** Of two readings of one series and time the later arrival stays. */
    private void merge(MergePlan plan) throws SQLException {
        long arrival = plan.inputs().stream().mapToLong(ChunkRef::arrival).max().orElseThrow();
        write(arrival, columns(plan.inputs(), Long.MIN_VALUE, plan.until()));
        for (ChunkRef input : plan.inputs()) {
            if (input.maxTime() >= plan.until()) {
                write(input.arrival(), columns(List.of(input), plan.until(), Long.MAX_VALUE));
            }
            remove(input);
        }
    }

    /** A chunk that holds none of the series stays as it is. */
    private void strip(ChunkRef chunk, Set<Integer> without) throws SQLException {
        Chunk read = payloads.read(chunk);
        if (without.stream().anyMatch(series -> read.column(series) >= 0)) {
            List<SeriesColumn> kept = columns(List.of(chunk), Long.MIN_VALUE, Long.MAX_VALUE);
            kept.removeIf(column -> without.contains(column.series()));
            write(chunk.arrival(), kept);
            remove(chunk);
        }
    }

    private void remove(ChunkRef chunk) throws SQLException {
        writer.remove(device.number, chunk);
        removed.add(chunk);
    }

    private void write(long arrival, List<SeriesColumn> columns) throws SQLException {
        for (List<SeriesColumn> part : ChunkCutter.cut(columns)) {
            added.add(writer.add(device.number, arrival, part));
        }
    }

    private List<SeriesColumn> columns(List<ChunkRef> chunks, long from, long until) {
        Set<Integer> series = new TreeSet<>();
        for (ChunkRef chunk : chunks) {
            Chunk read = payloads.read(chunk);
            for (int column = 0; column < read.columns(); column++) {
                series.add(read.series(column));
            }
        }
        List<SeriesColumn> columns = new ArrayList<>();
        for (int number : series) {
            List<Part> parts = new ArrayList<>();
            chunks.forEach(chunk -> parts.add(new ChunkPart(chunk, number, payloads)));
            collect(number, new MergedBlocks(parts), from, until).ifPresent(columns::add);
        }
        return columns;
    }

    /** @param until readings before this; at the greatest time, all */
    private static Optional<SeriesColumn> collect(int series, Blocks blocks, long from, long until) {
        long[] times = new long[1_024];
        double[] values = new double[1_024];
        int size = 0;
        blocks.skipTo(from);
        while (blocks.next()) {
            if (times.length - size < blocks.size()) {
                times = Arrays.copyOf(times, 2 * times.length);
                values = Arrays.copyOf(values, 2 * values.length);
            }
            for (int i = 0; i < blocks.size(); i++) {
                long time = blocks.times()[i];
                if (time >= from && (time < until || until == Long.MAX_VALUE)) {
                    times[size] = time;
                    values[size++] = blocks.values()[i];
                }
            }
            if (blocks.times()[blocks.size() - 1] >= until) {
                break;
            }
        }
        return size == 0 ? Optional.empty() : Optional.of(new SeriesColumn(series, times, values, 0, size));
    }
}

package hub.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Buckets that sum up several series: all are open until the last series has been walked over. */
final class MetricSlice extends Slice {

    private final CellWriter writer;
    private final MemoryBudget budget;
    private final List<NavigableMap<Long, Open>> groups = new ArrayList<>();
    private int size;

    private record Open(Accumulator accumulator, long end) {}

    MetricSlice(Buckets buckets, long toMicros, int room, CellWriter writer, MemoryBudget budget) {
        super(buckets, toMicros, room);
        this.writer = writer;
        this.budget = budget;
        for (int i = 0; i < writer.groups(); i++) {
            groups.add(new TreeMap<>());
        }
    }

    @Override
    Accumulator bucket(int group, long start, long end) {
        Open open = groups.get(group).get(start);
        if (open == null) {
            open = new Open(writer.accumulator(budget), end);
            groups.get(group).put(start, open);
            size++;
        }
        return open.accumulator;
    }

    @Override
    public void close(Accumulator bucket) {
        // Other series may have readings in it.
    }

    @Override
    int size() {
        return size;
    }

    @Override
    boolean isTight() {
        return budget.isTight();
    }

    @Override
    long firstStart() {
        return groups.stream()
                .filter(group -> !group.isEmpty())
                .mapToLong(NavigableMap::firstKey)
                .min()
                .orElseThrow();
    }

    @Override
    long lastStart() {
        return groups.stream()
                .filter(group -> !group.isEmpty())
                .mapToLong(NavigableMap::lastKey)
                .max()
                .orElseThrow();
    }

    @Override
    void dropFrom(long timeMicros) {
        for (NavigableMap<Long, Open> group : groups) {
            Map<Long, Open> dropped = group.tailMap(timeMicros, true);
            dropped.values().forEach(open -> open.accumulator.release());
            size -= dropped.size();
            dropped.clear();
        }
    }

    @Override
    CellTable finish() {
        CellTable cells = writer.table();
        for (int i = 0; i < groups.size(); i++) {
            for (Map.Entry<Long, Open> entry : groups.get(i).entrySet()) {
                Open open = entry.getValue();
                writer.write(open.accumulator, cells, i, entry.getKey(), open.end);
                open.accumulator.release();
            }
        }
        return cells;
    }
}

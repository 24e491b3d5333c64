package hub.store.chunk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides which columns of a chunk share their times. Those with equal times do. Others share the union of their
 * times, and each notes which of those it has, if that takes fewer bytes than times of its own.
 */
final class TimePlan {
    /** How many timelines are tried for a union with one more, so that many odd ones do not cost many tries each. */
    private static final int MAX_TRIES = 8;

    private final BlockEncoder encoder;
    private final List<Timeline> timelines = new ArrayList<>();
    private final List<SharedTimes> shared = new ArrayList<>();

    TimePlan(List<SeriesColumn> columns, BlockEncoder encoder) {
        this.encoder = encoder;
        for (SeriesColumn column : columns) {
            timelines.add(timeline(column));
        }
        List<Timeline> longestFirst =
                new ArrayList<>(timelines.stream().distinct().toList());
        longestFirst.sort(Comparator.comparingInt(Timeline::count).reversed());
        longestFirst.forEach(this::share);
    }

    private Timeline timeline(SeriesColumn column) {
        for (int i = timelines.size() - 1; i >= 0; i--) {
            if (timelines.get(i).equalTo(column.times(), column.from(), column.to())) {
                return timelines.get(i);
            }
        }
        return Timeline.of(column.times(), column.from(), column.to(), encoder);
    }

    private void share(Timeline timeline) {
        int best = -1;
        @Nullable SharedTimes bestUnion = null;
        int mostSaved = 0;
        for (int i = 0; i < Math.min(shared.size(), MAX_TRIES); i++) {
            SharedTimes united = shared.get(i).with(timeline, encoder);
            int saved = united == null
                    ? 0
                    : shared.get(i).bytes() + SharedTimes.of(timeline).bytes() - united.bytes();
            if (saved > mostSaved) {
                best = i;
                bestUnion = united;
                mostSaved = saved;
            }
        }
        if (bestUnion == null) {
            shared.add(SharedTimes.of(timeline));
        } else {
            shared.set(best, bestUnion);
        }
    }

    /** How many time columns there are. */
    int columns() {
        return shared.stream().mapToInt(SharedTimes::columns).sum();
    }

    /** Writes the time columns. For each value column, which it has. */
    int[] write(ChunkOutput directory, ChunkOutput payload) {
        Map<Timeline, Integer> numbers = new HashMap<>();
        directory.writeVarint(columns());
        int next = 0;
        for (SharedTimes times : shared) {
            int all = next++;
            writeTimeline(times.all, directory, payload);
            for (SharedTimes.Member member : times.members()) {
                if (times.hasAll(member.own())) {
                    numbers.put(member.own(), all);
                } else {
                    numbers.put(member.own(), next++);
                    writeSubset(member, all, times.all, directory, payload);
                }
            }
        }
        return timelines.stream().mapToInt(numbers::get).toArray();
    }

    private static void writeTimeline(Timeline timeline, ChunkOutput directory, ChunkOutput payload) {
        directory.writeByte(timeline.unit);
        directory.writeVarint(timeline.count());
        directory.writeZigzag(timeline.first());
        if (timeline.count() > 1) {
            directory.writeVarint(timeline.last() - timeline.first());
            directory.writeVarint(timeline.blocks.length);
            payload.write(timeline.blocks);
        }
    }

    private static void writeSubset(
            SharedTimes.Member member, int parent, Timeline all, ChunkOutput directory, ChunkOutput payload) {
        Timeline own = member.own();
        long unit = ColumnFormat.micros(all.unit);
        int firstPlace = all.place(own.times[own.from]);
        directory.writeByte(ColumnFormat.SUBSET);
        directory.writeVarint(parent);
        directory.writeVarint(own.count());
        directory.writeVarint(firstPlace);
        directory.writeVarint(own.times[own.from] / unit - all.first());
        directory.writeVarint(all.last() - own.times[own.to - 1] / unit);
        if (own.count() > 1) {
            directory.writeVarint(member.places().length);
            payload.write(member.places());
        }
    }
}

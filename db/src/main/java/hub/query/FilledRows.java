package hub.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every bucket that overlaps the range, for every group; those without readings are filled. */
final class FilledRows implements Rows {

    private final Slicer slicer;
    private final BucketQuery query;
    private final QueryWatch watch;
    private final Neighbour[] before;
    private final Neighbour inSlice;
    private final int[] at;
    private CellTable cells;

    /** What each group has behind the slice; looked for when the first line leads there. */
    private Neighbour @Nullable [] behind;

    private long start;
    private int group;
    private boolean begun;

    FilledRows(Slicer slicer, BucketQuery query, QueryWatch watch, int groups) {
        this.slicer = slicer;
        this.query = query;
        this.watch = watch;
        this.at = new int[groups];
        this.cells = new CellTable(groups, 0);
        this.before = new Neighbour[groups];
        Arrays.setAll(before, i -> new Neighbour(query.aggregates().size()));
        this.inSlice = new Neighbour(query.aggregates().size());
    }

    @Override
    public boolean next() {
        watch.step();
        if (begun && isCell()) {
            before[group].set(cells, at[group]++);
        }
        if (begun && ++group < at.length) {
            return true;
        }
        return at.length > 0 && nextBucket();
    }

    private boolean nextBucket() {
        long next = begun
                ? query.buckets().end(start)
                : query.buckets().start(query.range().fromMicros());
        if (next >= query.range().toMicros() || (!begun && !slicer.hasNext())) {
            return false;
        }
        if (!begun || next >= slicer.fromMicros()) {
            nextSlice();
        }
        begun = true;
        start = next;
        group = 0;
        return true;
    }

    private void nextSlice() {
        cells = slicer.next();
        Arrays.setAll(at, cells::begin);
        behind = null;
    }

    private boolean isCell() {
        return at[group] < cells.end(group) && cells.start(at[group]) == start;
    }

    @Override
    public int group() {
        return group;
    }

    @Override
    public long start() {
        return start;
    }

    @Override
    public long readings() {
        return isCell() ? cells.count(at[group]) : 0;
    }

    @Override
    public double value(int column) {
        if (isCell()) {
            return cells.value(at[group], column);
        }
        if (query.aggregates().get(column).countsReadings()) {
            return slicer.empty(column, group);
        }
        return switch (query.fill()) {
            case NONE, NULL -> Double.NaN;
            case PREVIOUS -> before[group].isPresent() ? before[group].value(column) : Double.NaN;
            case LINEAR -> before[group].isPresent() ? onTheLine(column) : Double.NaN;
        };
    }

    private double onTheLine(int column) {
        Neighbour next = inSlice;
        if (at[group] < cells.end(group)) {
            next.set(cells, at[group]);
        } else {
            if (behind == null) {
                behind = neighboursBehind();
            }
            next = behind[group];
        }
        return next.isPresent() ? before[group].towards(next, start, column) : Double.NaN;
    }

    /** The first bucket with readings behind the slice, of each group that a line may come from. */
    private Neighbour[] neighboursBehind() {
        Neighbour[] found = new Neighbour[at.length];
        Arrays.setAll(found, i -> new Neighbour(query.aggregates().size()));
        long[] first = slicer.firstTimesBehind();
        long lastBucket = query.buckets().start(slicer.fromMicros() - 1);
        NavigableMap<Long, List<Integer>> groupsOfBucket = new TreeMap<>();
        for (int i = 0; i < at.length; i++) {
            boolean gapAtTheEnd = cells.begin(i) == cells.end(i) || cells.start(cells.end(i) - 1) < lastBucket;
            if (gapAtTheEnd && first[i] < Long.MAX_VALUE) {
                groupsOfBucket
                        .computeIfAbsent(query.buckets().start(first[i]), bucket -> new ArrayList<>())
                        .add(i);
            }
        }
        groupsOfBucket.forEach((bucket, groups) -> {
            CellTable cellsThere = slicer.bucketAt(first[groups.get(0)]);
            groups.forEach(i -> found[i].set(cellsThere, cellsThere.begin(i)));
        });
        return found;
    }
}

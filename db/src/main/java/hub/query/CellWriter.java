package hub.query;

import hub.store.TimeRange;

/** Writes what buckets amount to. */
final class CellWriter {

    private final TimeRange range;
    private final Aggregates aggregates;
    private final double[] intervals;
    private final BlockSplit split = new BlockSplit();

    /** @param intervals how far apart the readings of each group should be, in µs; not a number if that is not known */
    CellWriter(TimeRange range, Aggregates aggregates, double[] intervals) {
        this.range = range;
        this.aggregates = aggregates;
        this.intervals = intervals;
    }

    int groups() {
        return intervals.length;
    }

    double interval(int group) {
        return intervals[group];
    }

    CellTable table() {
        return new CellTable(intervals.length, aggregates.size());
    }

    Accumulator accumulator(MemoryBudget budget) {
        return new Accumulator(aggregates, split, budget);
    }

    void write(Accumulator bucket, CellTable cells, int group, long start, long end) {
        if (bucket.count() == 0) {
            return;
        }
        double inside = (double) Math.min(end, range.toMicros()) - Math.max(start, range.fromMicros());
        double expected = inside / intervals[group];
        int cell = cells.add(group, start, bucket.count());
        for (int i = 0; i < aggregates.size(); i++) {
            cells.setValue(cell, i, bucket.value(aggregates.get(i), expected));
        }
    }
}

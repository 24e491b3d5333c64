package hub.query;

import hub.store.SeriesScan;
import hub.store.Snapshot;
import hub.store.TimeRange;
import java.util.Arrays;

/** How far apart the readings of series usually are. */
final class MedianIntervals {

    /** So many steps of a series are looked at, the first in the range. */
    static final int STEPS = 1_024;

    private final long[] steps = new long[STEPS];

    /**
     * How far apart the readings of each group should be, in µs: the median of a single series, that of several taken
     * together, as far as they have two readings; not a number where none has.
     */
    static double[] of(Snapshot snapshot, TimeRange range, Groups groups, QueryWatch watch) {
        double[] intervals = new double[groups.size()];
        Arrays.fill(intervals, Double.NaN);
        MedianIntervals medians = new MedianIntervals();
        try (SeriesScan scan = snapshot.scan(range)) {
            while (scan.nextSeries()) {
                watch.check();
                int group = groups.of(scan.series());
                int count = medians.read(scan);
                double median = count < 1 ? Double.NaN : Ranks.select(medians.steps, count, (count - 1) / 2);
                double others = intervals[group];
                if (Double.isNaN(others)) {
                    intervals[group] = median;
                } else if (count > 0) {
                    intervals[group] = 1 / (1 / others + 1 / median); // The readings a µs are added up.
                }
            }
        }
        return intervals;
    }

    /** Reads the first steps of a series; returns how many, or -1 if there is no reading. */
    private int read(SeriesScan scan) {
        int count = -1;
        long before = 0;
        while (scan.nextRun()) {
            while (scan.nextBlock()) {
                long[] times = scan.block().times();
                for (int i = 0; i < scan.block().size(); i++) {
                    if (count >= 0) {
                        steps[count] = times[i] - before;
                    }
                    before = times[i];
                    if (++count == STEPS) {
                        return count;
                    }
                }
            }
        }
        return count;
    }
}

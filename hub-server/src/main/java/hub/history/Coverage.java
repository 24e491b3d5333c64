package hub.history;

import hub.store.ReadingCursor;
import hub.store.TimeRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * How much of a range a series has, and where it has nothing.
 *
 * @param intervalMicros how far apart readings should be; 0 if that is not known
 * @param gaps ascending
 */
record Coverage(long readings, long intervalMicros, List<TimeRange> gaps) {

    /** As many steps tell how far apart readings of a series should be. */
    private static final int STEPS = 1_024;

    /** Readings that are further apart than so many intervals have a gap between them. */
    private static final double GAP_INTERVALS = 2.5;

    /**
     * Walks over the readings of one series.
     *
     * @param range with both ends
     * @param interval how far apart readings should be, if that was said
     * @param gap from which length on a hole is a gap, if that was said
     */
    static Coverage of(ReadingCursor readings, TimeRange range, OptionalLong interval, OptionalLong gap) {
        Walk walk = new Walk(range, interval, gap);
        while (readings.next()) {
            walk.add(readings.timeMicros());
        }
        return walk.end();
    }

    private static final class Walk {

        private final TimeRange range;
        private final OptionalLong gap;
        private final boolean isTold;
        private final long[] steps = new long[STEPS];
        private final List<TimeRange> holes = new ArrayList<>();
        private int stepCount;
        private long interval;
        private long readings;
        private long last;

        Walk(TimeRange range, OptionalLong interval, OptionalLong gap) {
            this.range = range;
            this.gap = gap;
            this.isTold = interval.isPresent();
            this.interval = interval.orElse(0);
            this.last = range.fromMicros();
        }

        void add(long time) {
            if (readings > 0 && stepCount < STEPS && !isTold) {
                steps[stepCount++] = time - last;
                interval = stepCount == STEPS ? median() : 0;
            }
            readings++;
            hole(time);
            last = time;
        }

        /** Until the interval is known all of them are kept. */
        private void hole(long to) {
            boolean isKnown = isTold || stepCount == STEPS;
            if (to > last && (!isKnown || isGap(new TimeRange(last, to)))) {
                holes.add(new TimeRange(last, to));
            }
        }

        private boolean isGap(TimeRange hole) {
            long length = hole.toMicros() - hole.fromMicros();
            return gap.isPresent() ? length >= gap.getAsLong() : interval == 0 || length > GAP_INTERVALS * interval;
        }

        private long median() {
            long[] sorted = Arrays.copyOf(steps, stepCount);
            Arrays.sort(sorted);
            return stepCount == 0 ? 0 : sorted[(stepCount - 1) / 2];
        }

        Coverage end() {
            if (!isTold && stepCount < STEPS) {
                interval = median();
            }
            hole(range.toMicros());
            return new Coverage(
                    readings, interval, holes.stream().filter(this::isGap).toList());
        }
    }
}

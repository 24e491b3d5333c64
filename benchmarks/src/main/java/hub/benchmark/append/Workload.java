package hub.benchmark.append;

import hub.benchmark.data.FrameBatches;
import hub.benchmark.data.FrameBatches.Sent;
import hub.benchmark.data.ScaleSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Batches of 1,000 readings of the scale set, to be stored one at a time. */
final class Workload {

    static final int BATCH_READINGS = 1_000;

    /** How readings come. */
    enum Shape {
        /** A device sends what it has gathered: one frame is a batch. */
        BACKLOG("one frame of 1,000"),
        /** Each of 200 devices sends what it has just measured. */
        FLEET("200 frames of 5");

        private final String text;

        Shape(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private final Deque<List<Sent>> waiting = new ArrayDeque<>();
    private final ScaleSet.Ticks ticks;
    private final FrameBatches frames;

    /**
     * Without an end.
     *
     * @param devices a multiple of 200
     */
    Workload(Shape shape, int devices) {
        ScaleSet set = new ScaleSet(devices, 0);
        ticks = set.ticks();
        frames = shape == Shape.FLEET
                ? new FrameBatches(set.series(), BATCH_READINGS, waiting::add)
                : new FrameBatches(
                        set.series(), devices * BATCH_READINGS, many -> many.forEach(one -> waiting.add(List.of(one))));
    }

    /** The next batch. */
    List<Sent> next() {
        while (waiting.isEmpty()) {
            ticks.next(frames);
        }
        return waiting.remove();
    }

    /** The next batches. */
    List<List<Sent>> next(int count) {
        List<List<Sent>> some = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            some.add(next());
        }
        return some;
    }
}

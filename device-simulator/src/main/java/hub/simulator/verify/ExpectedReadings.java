package hub.simulator.verify;

/** The readings of some frames of a run, one after another, made again. */
final class ExpectedReadings {

    private final long seed;
    private final FrameRun run;
    private final int to;
    private int at;
    private int index;
    private SentFrame frame;

    /** Those of frames {@code from} up to and without {@code to}. */
    ExpectedReadings(long seed, FrameRun run, int from, int to) {
        this.seed = seed;
        this.run = run;
        this.at = from;
        this.to = to;
        this.frame = from < to ? run.frame(from) : new SentFrame(run.device, run.epoch, 0, 0, 0);
    }

    /**
     * One reading.
     *
     * @param metric its number
     */
    record Reading(long timeMicros, int metric, double value, long seq, boolean acknowledged) {

        /** By time, then metric, as the hub answers. */
        int compareTo(long otherMicros, int otherMetric) {
            int byTime = Long.compare(timeMicros, otherMicros);
            return byTime != 0 ? byTime : Integer.compare(metric, otherMetric);
        }
    }

    boolean hasNext() {
        return at < to;
    }

    /** The next one, which stays the next. */
    Reading peek() {
        return reading(at, frame, index);
    }

    void advance() {
        if (++index == frame.count()) {
            index = 0;
            at++;
            frame = at < to ? run.frame(at) : frame;
        }
    }

    /** Whether the run has a reading of that time and metric. */
    boolean wasSent(long micros, int metric) {
        int found = run.find(micros);
        return found >= 0
                && ReadingPattern.indexOf(run.frame(found).baseMicros(), micros, metric)
                        < run.frame(found).count();
    }

    private Reading reading(int place, SentFrame of, int number) {
        return new Reading(
                ReadingPattern.timeMicros(of.baseMicros(), number),
                ReadingPattern.metric(number),
                ReadingPattern.value(seed, of, number),
                of.seq(),
                run.isAcknowledged(place));
    }
}

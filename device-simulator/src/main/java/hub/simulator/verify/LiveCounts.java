package hub.simulator.verify;

import java.util.ArrayList;
import java.util.List;

/** What the live socket came to. Safe from any thread. */
public final class LiveCounts {

    private static final int MOST_EXAMPLES = 5;

    private final List<String> examples = new ArrayList<>();
    private long compared;
    private long wrong;
    private long reordered;
    private long unsent;
    private long silentlyMissing;
    private long missingAsTold;
    private long skipped;
    private long snapshots;
    private long connections;

    /** A reading came as it had to. */
    synchronized void compared() {
        compared++;
    }

    /** A reading came with another value. */
    synchronized void wrong(String example) {
        wrong++;
        example(example);
    }

    /** A reading came behind a later one of its device. */
    synchronized void reordered(String example) {
        reordered++;
        example(example);
    }

    /** A reading came that nobody sent. */
    synchronized void unsent(String example) {
        unsent++;
        example(example);
    }

    /**
     * Acknowledged readings did not come.
     *
     * @param told whether the hub said that it left something out there
     */
    synchronized void missing(long readings, boolean told, String example) {
        if (told) {
            missingAsTold += readings;
        } else {
            silentlyMissing += readings;
            example(example);
        }
    }

    /** The hub began a subscription anew because this viewer was slow. */
    synchronized void snapshot() {
        snapshots++;
    }

    /** The hub said how many readings it left out. */
    synchronized void skipped(long readings) {
        skipped += readings;
    }

    /** A connection was made. */
    synchronized void connected() {
        connections++;
    }

    private void example(String text) {
        if (examples.size() < MOST_EXAMPLES) {
            examples.add("live: " + text);
        }
    }

    /** The counters now. */
    public synchronized Snapshot now() {
        return new Snapshot(
                compared,
                wrong,
                reordered,
                unsent,
                silentlyMissing,
                missingAsTold,
                skipped,
                snapshots,
                connections,
                List.copyOf(examples));
    }

    /**
     * A look at the counters; all but the last three count readings.
     *
     * @param compared came as they had to
     * @param silentlyMissing acknowledged, did not come, and the hub did not say so
     * @param missingAsTold acknowledged, did not come, and the hub said that it skips
     * @param skipped what the hub said it left out; most of it comes in the snapshot that follows
     * @param snapshots how often the hub began anew because the viewer was slow
     * @param connections how often the viewer connected
     * @param examples the first faults, in words
     */
    public record Snapshot(
            long compared,
            long wrong,
            long reordered,
            long unsent,
            long silentlyMissing,
            long missingAsTold,
            long skipped,
            long snapshots,
            long connections,
            List<String> examples) {

        /** Whether nothing is wrong. What the hub told of is not. */
        public boolean isClean() {
            return wrong + reordered + unsent + silentlyMissing == 0;
        }
    }
}

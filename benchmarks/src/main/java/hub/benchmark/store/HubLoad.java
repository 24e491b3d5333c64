package hub.benchmark.store;

import hub.benchmark.data.DataSet;
import hub.benchmark.data.FrameBatches;
import hub.benchmark.report.Figures;
import hub.benchmark.report.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Stores a whole set of readings in the hub's own way. */
public final class HubLoad {

    /** So many readings are on their way to the disk at a time, as from a fleet that sends much. */
    private static final int BATCH_READINGS = 20_000;

    private static final Duration TELL = Duration.ofSeconds(10);

    /** The hub looks so often for something to do. */
    private static final Duration STEP = Duration.ofMillis(200);

    private HubLoad() {}

    /**
     * Stores all of a set, folded and merged as a running hub does it.
     *
     * @return the time of the newest reading, in µs since 1970
     */
    public static long load(DataSet set, HubSystem system) {
        Progress progress = Progress.of("hub, " + set.name(), set.size());
        long[] newest = {Long.MIN_VALUE};
        FrameBatches.of(set, BATCH_READINGS, batch -> {
            system.take(batch);
            newest[0] = Math.max(newest[0], batch.get(batch.size() - 1).receivedAtMicros());
            if (system.foldDue()) {
                system.fold();
                system.maintain(newest[0]);
            }
            progress.add(BATCH_READINGS);
        });
        system.fold();
        system.maintain(newest[0]);
        progress.end();
        return newest[0];
    }

    /**
     * Lets time pass for a store that nobody writes to: it gives back space that H2 keeps for a while.
     *
     * @param nowMicros the store's time when it begins
     */
    public static void rest(HubSystem system, long nowMicros, Duration time) throws IOException {
        long start = System.nanoTime();
        long told = -TELL.toNanos();
        for (long passed = 0; passed < time.toNanos(); passed = System.nanoTime() - start) {
            if (passed - told >= TELL.toNanos()) {
                told = passed;
                Progress.say("at rest for " + passed / 1_000_000_000 + " s, file of "
                        + Figures.of(system.databaseBytes()) + " B");
            }
            system.maintain(nowMicros + passed / 1_000);
            LockSupport.parkNanos(STEP.toNanos());
        }
    }
}

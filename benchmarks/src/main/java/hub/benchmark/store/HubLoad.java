package hub.benchmark.store;

import hub.benchmark.data.DataSet;
import hub.benchmark.data.FrameBatches;
import hub.benchmark.report.Progress;

/** Stores a whole set of readings in the hub's own way. */
public final class HubLoad {

    /** So many readings are on their way to the disk at a time, as from a fleet that sends much. */
    private static final int BATCH_READINGS = 20_000;

    private HubLoad() {}

    /** Stores all of a set, folded and merged as a running hub does it. */
    public static void load(DataSet set, HubSystem system) {
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
    }
}

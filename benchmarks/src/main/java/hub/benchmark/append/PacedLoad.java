package hub.benchmark.append;

import hub.benchmark.append.Workload.Shape;
import hub.benchmark.data.FrameBatches.Sent;
import hub.benchmark.report.Figures;
import hub.benchmark.report.Latencies;
import hub.benchmark.report.Progress;
import hub.benchmark.report.Table;
import hub.benchmark.store.BackgroundFolds;
import hub.benchmark.store.HubSystem;
import hub.store.StoreStatistics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * How long batches wait that come at a steady pace, with folds beside them and without, in turns. Each is timed from the
 * moment at which it was to come, so that one that waits for another before it counts as waiting.
 */
final class PacedLoad {

    private static final double NANOS = 1e9;

    private final Path directory;
    private final AppendPlan plan;
    private long folds;
    private long merged;

    PacedLoad(Path directory, AppendPlan plan) {
        this.directory = directory;
        this.plan = plan;
    }

    Table measure() {
        int batches = (int) (plan.paced().toMillis() * plan.batchesPerSecond() / 1_000);
        Latencies quiet = new Latencies();
        Latencies folding = new Latencies();
        Workload workload = new Workload(Shape.FLEET, plan.devices());
        try (HubSystem system = HubSystem.open(directory.resolve("paced"), HubSystem.NO_FOLDS)) {
            for (int round = 0; round <= plan.rounds(); round++) {
                Progress.say("append: paced load, round " + round + " of " + plan.rounds());
                run(system, workload, batches, quiet);
                system.fold();
                StoreStatistics before = system.statistics();
                BackgroundFolds.every(system, plan.foldInterval())
                        .beside(() -> run(system, workload, batches, folding));
                StoreStatistics after = system.statistics();
                folds += after.folds() - before.folds();
                merged += after.mergedChunks() - before.mergedChunks();
                if (round == 0) {
                    quiet.reset();
                    folding.reset();
                    folds = 0;
                    merged = 0;
                }
            }
        }
        return table(quiet, folding);
    }

    private void run(HubSystem system, Workload workload, int batches, Latencies nanos) {
        long interval = Duration.ofSeconds(1).toNanos() / plan.batchesPerSecond();
        long due = System.nanoTime();
        for (int i = 0; i < batches; i++) {
            due += interval;
            List<Sent> batch = workload.next();
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            system.take(batch);
            nanos.record(System.nanoTime() - due);
        }
    }

    private Table table(Latencies quiet, Latencies folding) {
        Table table = new Table(
                plan.batchesPerSecond() + " batches/s (" + Shape.FLEET + ")",
                "batches",
                "p50, ms",
                "p99, ms",
                "p99.9, ms",
                "longest, ms",
                "p99 to that without");
        add(table, "without folds", quiet, quiet);
        String with = String.format(
                Locale.ROOT,
                "with %d folds, one every %.1f s, and %,d chunks merged",
                folds,
                plan.foldInterval().toNanos() / NANOS,
                merged);
        add(table, with, folding, quiet);
        return table;
    }

    private static void add(Table table, String name, Latencies nanos, Latencies quiet) {
        double p99 = nanos.percentile(99);
        table.row(
                name,
                Figures.of(nanos.count()),
                Figures.millis(nanos.percentile(50)),
                Figures.millis(p99),
                Figures.millis(nanos.percentile(99.9)),
                Figures.millis(nanos.longest()),
                Figures.ratio(p99, quiet.percentile(99)));
    }
}

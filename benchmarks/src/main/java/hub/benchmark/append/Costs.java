package hub.benchmark.append;

import hub.benchmark.append.Workload.Shape;
import hub.benchmark.data.FrameBatches.Sent;
import hub.benchmark.report.Figures;
import hub.benchmark.report.Table;
import hub.benchmark.store.CpuTime;
import hub.benchmark.store.HubSystem;
import hub.entry.Entry;
import hub.protocol.Timestamps;
import hub.store.AppliedEntry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;

/** Processor time a reading, step by step: one step is done with all batches before the next begins. */
final class Costs {

    private final Path directory;
    private final AppendPlan plan;

    Costs(Path directory, AppendPlan plan) {
        this.directory = directory;
        this.plan = plan;
    }

    Table measure() throws Exception {
        Table table = new Table(
                "processor time, ns a reading",
                "frame validated",
                "to journal",
                "to head",
                "to chunk",
                "merged",
                "in all");
        for (Shape shape : Shape.values()) {
            try (HubSystem system = HubSystem.open(directory.resolve("cost-" + shape.name()), HubSystem.NO_FOLDS)) {
                Workload workload = new Workload(shape, plan.devices());
                // Once for warmth.
                once(system, workload.next(plan.costBatches()));
                row(table, shape, once(system, workload.next(plan.costBatches())));
            }
        }
        return table;
    }

    /** Nanoseconds of each step. */
    private static double[] once(HubSystem system, List<List<Sent>> sent) throws Exception {
        List<List<Entry.Readings>> received = new ArrayList<>();
        List<List<AppliedEntry>> durable = new ArrayList<>();
        return new double[] {
            CpuTime.of(() -> sent.stream().map(HubSystem::received).allMatch(received::add)),
            CpuTime.of(() -> received.stream().map(system::journal).allMatch(durable::add), HubSystem.JOURNAL_THREAD),
            CpuTime.of(() -> {
                durable.forEach(system::apply);
                return true;
            }),
            background(system::fold),
            background(() -> system.maintain(Timestamps.micros(Instant.now())))
        };
    }

    /** With what H2's threads do for it. */
    private static long background(Runnable work) throws Exception {
        return CpuTime.of(Executors.callable(work), "H2", "MVStore");
    }

    private void row(Table table, Shape shape, double[] nanos) {
        double readings = (double) plan.costBatches() * Workload.BATCH_READINGS;
        table.row(
                shape,
                Figures.of(nanos[0] / readings),
                Figures.of(nanos[1] / readings),
                Figures.of(nanos[2] / readings),
                Figures.of(nanos[3] / readings),
                Figures.of(nanos[4] / readings),
                Figures.of(Arrays.stream(nanos).sum() / readings));
    }
}

package hub.benchmark.append;

import hub.benchmark.append.Workload.Shape;
import hub.benchmark.data.FrameBatches.Sent;
import hub.benchmark.report.Figures;
import hub.benchmark.report.Table;
import hub.benchmark.store.Forces;
import hub.benchmark.store.HubSystem;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How many frames share a force of the journal: counted by the Java runtime's own recorder, not by the journal. */
final class GroupCommits {

    private static final int FRAMES_A_BATCH = 200;

    private final Path directory;
    private final AppendPlan plan;

    GroupCommits(Path directory, AppendPlan plan) {
        this.directory = directory;
        this.plan = plan;
    }

    Table measure() throws Exception {
        Table table = new Table("load", "frames", "forces", "frames a force", "forces a frame");
        List<List<Sent>> batches = new Workload(Shape.FLEET, plan.devices()).next(plan.groupBatches());
        try (HubSystem system = HubSystem.open(directory.resolve("groups"), HubSystem.NO_FOLDS)) {
            row(
                    table,
                    "frames one at a time, each durable before the next",
                    plan.groupBatches(),
                    () -> alone(system, batches));
            row(
                    table,
                    "batches of " + FRAMES_A_BATCH + ", each durable before the next",
                    plan.groupBatches() * FRAMES_A_BATCH,
                    () -> together(system, batches));
            row(
                    table,
                    plan.clients() + " clients, each waiting for its frame",
                    plan.groupBatches() * FRAMES_A_BATCH / plan.clients() * plan.clients(),
                    () -> concurrently(system, batches));
        }
        return table;
    }

    private void row(Table table, String load, int frames, Callable<?> work) throws Exception {
        double forces = Forces.by(HubSystem.JOURNAL_THREAD, directory, work);
        table.row(
                load,
                Figures.of((long) frames),
                Figures.of((long) forces),
                Figures.of(frames / forces),
                Figures.of(forces / frames));
    }

    private static boolean alone(HubSystem system, List<List<Sent>> batches) {
        batches.forEach(batch -> system.journal(HubSystem.received(batch.subList(0, 1))));
        return true;
    }

    private static boolean together(HubSystem system, List<List<Sent>> batches) {
        batches.forEach(batch -> system.journal(HubSystem.received(batch)));
        return true;
    }

    private boolean concurrently(HubSystem system, List<List<Sent>> batches) throws Exception {
        List<ByteBuffer> records =
                batches.stream().flatMap(List::stream).map(HubSystem::record).toList();
        int each = records.size() / plan.clients();
        ExecutorService threads = Executors.newFixedThreadPool(plan.clients());
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int client = 0; client < plan.clients(); client++) {
                List<ByteBuffer> own = records.subList(client * each, (client + 1) * each);
                all.add(threads.submit(() -> own.forEach(system::journalOne)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }
        return true;
    }
}

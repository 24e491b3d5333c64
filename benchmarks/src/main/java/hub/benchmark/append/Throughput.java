package hub.benchmark.append;

import hub.benchmark.append.Workload.Shape;
import hub.benchmark.data.FrameBatches.Sent;
import hub.benchmark.data.ScaleSet;
import hub.benchmark.report.BareForce;
import hub.benchmark.report.Figures;
import hub.benchmark.report.Progress;
import hub.benchmark.report.Table;
import hub.benchmark.rival.H2Rows;
import hub.benchmark.rival.RowStore;
import hub.benchmark.rival.SqliteRows;
import hub.benchmark.store.BackgroundFolds;
import hub.benchmark.store.HubSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Readings a second in batches of 1,000, each durable before the next. Every system has a turn in every round, so that a
 * disk that others use too is as bad for one as for the other.
 */
final class Throughput {

    private static final int BARE_WRITES = 500;

    private final Path directory;
    private final AppendPlan plan;
    private final Map<String, List<Double>> rates = new LinkedHashMap<>();

    Throughput(Path directory, AppendPlan plan) {
        this.directory = directory;
        this.plan = plan;
    }

    /** Stores a batch and waits until it is durable. */
    private interface Turn {
        void batch(int number) throws IOException, SQLException;
    }

    Table measure() throws IOException, SQLException {
        Workload backlogs = new Workload(Shape.BACKLOG, plan.devices());
        Workload fleet = new Workload(Shape.FLEET, plan.devices());
        Rows rows = new Rows(plan.devices(), (plan.rounds() + 1) * plan.rowBatches());
        int frameBytes = backlogs.next().get(0).bytes().remaining();
        try (BareForce bare = new BareForce(directory, BareForce.Kind.PREALLOCATED, frameBytes);
                HubSystem first = HubSystem.open(directory.resolve("backlog"), HubSystem.NO_FOLDS);
                HubSystem second = HubSystem.open(directory.resolve("fleet"), HubSystem.NO_FOLDS);
                RowStore h2 = H2Rows.open(directory.resolve("h2rows"));
                RowStore sqlite = SqliteRows.open(directory.resolve("rows.sqlite"))) {
            for (int round = 0; round <= plan.rounds(); round++) {
                Progress.say("append: round " + round + " of " + plan.rounds());
                List<List<Sent>> frames = backlogs.next(plan.hubBatches());
                List<List<Sent>> samples = fleet.next(plan.hubBatches());
                int base = round * plan.rowBatches();
                turn(
                        round,
                        "bare write and fdatasync of " + Figures.of((long) frameBytes) + " B",
                        BARE_WRITES,
                        batch -> bare.once());
                turn(round, "hub, " + Shape.BACKLOG, frames.size(), batch -> first.take(frames.get(batch)));
                turn(round, "hub, " + Shape.FLEET, samples.size(), batch -> second.take(samples.get(batch)));
                turn(round, h2.name(), plan.rowBatches(), batch -> rows.store(base + batch, h2));
                turn(round, sqlite.name(), plan.rowBatches(), batch -> rows.store(base + batch, sqlite));
                first.fold();
                second.fold();
            }
        }
        sustained(Shape.BACKLOG);
        sustained(Shape.FLEET);
        return table();
    }

    private void turn(int round, String name, int batches, Turn turn) throws IOException, SQLException {
        long start = System.nanoTime();
        for (int i = 0; i < batches; i++) {
            turn.batch(i);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (round > 0) {
            rates.computeIfAbsent(name, key -> new ArrayList<>())
                    .add(batches * (double) Workload.BATCH_READINGS / seconds);
        }
    }

    /** Stores so much that folds must keep up; the time ends when all of it is in chunks. */
    private void sustained(Shape shape) {
        Progress.say("append: sustained, " + shape);
        List<List<Sent>> batches = new Workload(shape, plan.devices()).next(plan.sustainedBatches());
        Path path = directory.resolve("sustained-" + shape.name());
        long start;
        try (HubSystem system = HubSystem.open(path, HubSystem.USUAL)) {
            start = System.nanoTime();
            BackgroundFolds.whenDue(system).beside(() -> batches.forEach(system::take));
            system.fold();
            double seconds = (System.nanoTime() - start) / 1e9;
            double readings = (double) batches.size() * Workload.BATCH_READINGS;
            rates.put("hub, " + shape + ", until all is folded", List.of(readings / seconds));
        }
    }

    private Table table() {
        double h2 = median("H2 rows");
        Table table = new Table("batches of 1,000", "readings/s, median", "least", "most", "to H2 rows");
        for (String name : rates.keySet()) {
            double[] all = all(name);
            table.row(
                    name,
                    Figures.of(median(name)),
                    Figures.of(Figures.least(all)),
                    Figures.of(Figures.most(all)),
                    Figures.ratio(median(name), h2));
        }
        return table;
    }

    private double median(String name) {
        return Figures.median(all(name));
    }

    private double[] all(String name) {
        return rates.getOrDefault(name, List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** The same readings for those that take rows. */
    private static final class Rows {

        private final int[] series;
        private final long[] times;
        private final double[] values;
        private int size;

        Rows(int devices, int batches) {
            series = new int[batches * Workload.BATCH_READINGS];
            times = new long[series.length];
            values = new double[series.length];
            ScaleSet set = new ScaleSet(devices, series.length / (5 * devices) + 1);
            set.inArrivalOrder(this::add);
        }

        private void add(int number, long time, double value) {
            if (size < series.length) {
                series[size] = number;
                times[size] = time;
                values[size] = value;
                size++;
            }
        }

        void store(int batch, RowStore rows) throws SQLException {
            for (int i = batch * Workload.BATCH_READINGS; i < (batch + 1) * Workload.BATCH_READINGS; i++) {
                rows.add(series[i], times[i], values[i]);
            }
            rows.commit();
        }
    }
}

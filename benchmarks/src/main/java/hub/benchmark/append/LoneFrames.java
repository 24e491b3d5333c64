package hub.benchmark.append;

import hub.benchmark.append.Workload.Shape;
import hub.benchmark.data.FrameBatches.Sent;
import hub.benchmark.report.BareForce;
import hub.benchmark.report.Figures;
import hub.benchmark.report.Latencies;
import hub.benchmark.report.Table;
import hub.benchmark.store.HubSystem;
import hub.entry.Entry;
import hub.store.AppliedEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** How long a frame waits that comes alone, beside the bare write and force of its bytes, in turns. */
final class LoneFrames {

    /** Not measured: the first ones are slow for everybody. */
    private static final int WARM_UP = 500;

    private static final int FRAMES_A_BATCH = 200;

    private final Path directory;
    private final AppendPlan plan;
    private final Latencies durable = new Latencies();
    private final Latencies applied = new Latencies();

    LoneFrames(Path directory, AppendPlan plan) {
        this.directory = directory;
        this.plan = plan;
    }

    Table measure() throws IOException {
        int all = WARM_UP + plan.loneFrames();
        Iterator<Sent> sent = new Workload(Shape.FLEET, plan.devices())
                .next(all / FRAMES_A_BATCH + 1).stream().flatMap(List::stream).iterator();
        int recordBytes = HubSystem.record(sent.next()).remaining();
        try (HubSystem system = HubSystem.open(directory.resolve("lone"), HubSystem.NO_FOLDS);
                BareForce growing = new BareForce(directory, BareForce.Kind.GROWING, recordBytes);
                BareForce preallocated = new BareForce(directory, BareForce.Kind.PREALLOCATED, recordBytes)) {
            for (int i = 1; i < all; i++) {
                if (i == WARM_UP) {
                    List.of(durable, applied, growing.nanos(), preallocated.nanos())
                            .forEach(Latencies::reset);
                }
                growing.once();
                preallocated.once();
                once(system, sent.next());
            }
            return table(recordBytes, growing.nanos(), preallocated.nanos());
        }
    }

    private void once(HubSystem system, Sent frame) {
        long start = System.nanoTime();
        List<Entry.Readings> received = HubSystem.received(List.of(frame));
        List<AppliedEntry> entries = system.journal(received);
        durable.record(System.nanoTime() - start);
        system.apply(entries);
        applied.record(System.nanoTime() - start);
    }

    private Table table(int bytes, Latencies growing, Latencies preallocated) {
        Table table = new Table(
                "a frame of 5 readings, " + bytes + " B, alone",
                "p50, µs",
                "p99, µs",
                "p50 to bare, file grows",
                "p50 to bare, preallocated");
        add(table, "bare append and fdatasync, the file grows", growing, growing, preallocated);
        add(table, "bare write and fdatasync, preallocated", preallocated, growing, preallocated);
        add(table, "hub: durable in the journal", durable, growing, preallocated);
        add(table, "hub: durable and visible, may be acknowledged", applied, growing, preallocated);
        return table;
    }

    private static void add(Table table, String name, Latencies nanos, Latencies growing, Latencies preallocated) {
        double p50 = nanos.percentile(50);
        table.row(
                name,
                Figures.micros(p50),
                Figures.micros(nanos.percentile(99)),
                Figures.ratio(p50, growing.percentile(50)),
                Figures.ratio(p50, preallocated.percentile(50)));
    }
}

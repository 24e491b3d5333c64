package hub.benchmark;

import hub.benchmark.data.DataSet;
import hub.benchmark.report.Figures;
import hub.benchmark.report.Table;
import hub.benchmark.store.HubLoad;
import hub.benchmark.store.HubSystem;
import hub.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code size}: what a reading takes on disk. */
@Command(
        name = "size",
        mixinStandardHelpOptions = true,
        description = "Bytes a reading on disk, all of H2's file, for the recorded and the scale set.")
final class SizeCommand extends BenchmarkCommand {

    /** Bounds of issue 3. */
    private static final double RECORDED_GOAL = 1.8;

    private static final double SCALE_GOAL = 0.55;

    @Option(
            names = "--fold-readings",
            paramLabel = "N",
            description = "How many readings in memory are folded (default: ${DEFAULT-VALUE}, the hub's own).")
    private long foldReadings = HubSystem.USUAL.foldReadings();

    private final Table table = new Table(
            "set", "readings", "as", "chunks", "payload, B/reading", "H2's file, B/reading", "goal", "VictoriaMetrics");

    @Override
    String id() {
        return "size";
    }

    @Override
    String title() {
        return "Bytes a reading on disk";
    }

    @Override
    String measure() throws IOException, SQLException {
        add(options.recordedSet(), RECORDED_GOAL, 2.01);
        add(options.scaleSet(), SCALE_GOAL, 0.48);
        return table
                + "\nThe file is all of H2's, after the hub was closed; a reading that replaces another of the same time counts."
                + " VictoriaMetrics was measured elsewhere and acknowledges before anything is on disk.";
    }

    private void add(DataSet set, double goal, double victoriaMetrics) throws IOException, SQLException {
        Path directory = options.fresh("size-" + set.name().split(" ", 2)[0]);
        StoreOptions store = StoreOptions.foldingAt(foldReadings);
        try (HubSystem system = HubSystem.open(directory, store)) {
            HubLoad.load(set, system);
        }
        Sizes merged = sizes(directory);
        try (HubSystem system = HubSystem.open(directory, store)) {
            system.compact();
        }
        Sizes compacted = sizes(directory);
        row(set, "a running hub merges it", merged, goal, victoriaMetrics);
        row(set, "compacted", compacted, goal, victoriaMetrics);
        RunOptions.delete(directory);
    }

    private record Sizes(HubSystem.Chunks chunks, long file) {}

    private static Sizes sizes(Path directory) throws IOException, SQLException {
        return new Sizes(HubSystem.chunks(directory), HubSystem.databaseBytes(directory));
    }

    private void row(DataSet set, String as, Sizes sizes, double goal, double victoriaMetrics) {
        double readings = set.size();
        table.row(
                set.name(),
                Figures.of(set.size()),
                as,
                Figures.of(sizes.chunks.chunks()),
                Figures.of(sizes.chunks.payloadBytes() / readings),
                Figures.of(sizes.file / readings),
                "≤ " + goal,
                victoriaMetrics);
    }
}

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
import java.time.Duration;
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

    @Option(
            names = "--rest",
            paramLabel = "DURATION",
            description = "How long the hub runs on with nothing to store (default: ${DEFAULT-VALUE}).")
    private Duration rest = Duration.ofMinutes(2);

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
        if (options.wantsRecorded()) {
            add(options.recordedSet(), RECORDED_GOAL, 2.01);
        }
        if (options.wantsScale()) {
            add(options.scaleSet(), SCALE_GOAL, 0.48);
        }
        return table
                + "\nThe file is all of H2's. While the hub runs it merges, and gives space back that H2 keeps for 45 s;"
                + " compacted is what `hub-server.jar compact` leaves. A reading that replaces another of the same time counts."
                + " VictoriaMetrics was measured elsewhere and acknowledges before anything is on disk.";
    }

    private void add(DataSet set, double goal, double victoriaMetrics) throws IOException, SQLException {
        Path directory = options.fresh("size-" + set.name().split(" ", 2)[0]);
        long loaded;
        long rested;
        try (HubSystem system = HubSystem.open(directory, StoreOptions.foldingAt(foldReadings))) {
            long now = HubLoad.load(set, system);
            loaded = system.databaseBytes();
            HubLoad.rest(system, now, rest);
            rested = system.databaseBytes();
        }
        Sizes closed = sizes(directory);
        HubSystem.compact(directory);
        row(set, "the hub has merged it", new Sizes(closed.chunks, loaded), goal, victoriaMetrics);
        row(set, rest.toSeconds() + " s later", new Sizes(closed.chunks, rested), goal, victoriaMetrics);
        row(set, "the hub is stopped", closed, goal, victoriaMetrics);
        row(set, "compacted", sizes(directory), goal, victoriaMetrics);
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

package hub.benchmark.restart;

import hub.benchmark.process.HubProcess;
import hub.benchmark.report.Figures;
import hub.benchmark.report.Progress;
import hub.benchmark.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Starts the real program again and again on a directory that a hub has left in good order. */
public final class Starts {

    private static final int DEVICES = 100;

    private final Path directory;
    private final Path hubJar;
    private final String javaOptions;

    /**
     * Starts.
     *
     * @param directory with nothing in it, to be deleted by the caller
     * @param hubJar the program
     * @param javaOptions of its runtime; may be empty
     */
    public Starts(Path directory, Path hubJar, String javaOptions) {
        this.directory = directory;
        this.hubJar = hubJar;
        this.javaOptions = javaOptions;
    }

    /**
     * Measures.
     *
     * @param readings in the full store
     * @param times how often each
     */
    public Table measure(long readings, int times) throws IOException {
        Path empty = Files.createDirectories(directory.resolve("empty"));
        Path full = directory.resolve("full");
        Restart.writeJournal(full, readings, DEVICES);
        run(full, ""); // Folds what is in the journal when it stops.
        Path archive = directory.resolve("hub-server.jsa");
        run(Files.createDirectories(directory.resolve("training")), "-XX:ArchiveClassesAtExit=" + archive);
        String shared = "-XX:SharedArchiveFile=" + archive;
        double[][] seconds = new double[4][times];
        for (int i = 0; i < times; i++) {
            Progress.say("start: " + (i + 1) + " of " + times);
            seconds[0][i] = run(empty, "");
            seconds[1][i] = run(empty, shared);
            seconds[2][i] = run(full, "");
            seconds[3][i] = run(full, shared);
        }
        Table table = new Table("directory", "classes", "median, s", "longest, s");
        String stored = Figures.of(readings) + " readings";
        row(table, "empty", "from the jar", seconds[0]);
        row(table, "empty", "from an archive", seconds[1]);
        row(table, stored, "from the jar", seconds[2]);
        row(table, stored, "from an archive", seconds[3]);
        return table;
    }

    private static void row(Table table, String directory, String classes, double[] seconds) {
        double[] sorted = seconds.clone();
        Arrays.sort(sorted);
        table.row(directory, classes, Figures.of(sorted[sorted.length / 2]), Figures.of(sorted[sorted.length - 1]));
    }

    /** Starts it, stops it as an operator does, and gives the seconds until it was ready. */
    private double run(Path data, String runtime) throws IOException {
        try (HubProcess hub = HubProcess.start(
                hubJar, data, directory.resolve("hub.log"), javaOptions + " " + runtime, "--port", "0")) {
            HubProcess.awaitReady(hub.address());
            double seconds = hub.age() / 1e9;
            hub.stop();
            return seconds;
        }
    }
}

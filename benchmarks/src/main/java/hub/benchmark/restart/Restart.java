package hub.benchmark.restart;

import hub.benchmark.data.FrameBatches;
import hub.benchmark.data.ScaleSet;
import hub.benchmark.process.Device;
import hub.benchmark.process.HubProcess;
import hub.benchmark.report.Figures;
import hub.benchmark.report.Progress;
import hub.benchmark.report.Table;
import hub.benchmark.store.HubSystem;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Starts the real program on a journal that nothing was folded from, and takes the time to the first acknowledgement. */
public final class Restart {

    private static final int FRAME_READINGS = 1_000;
    private static final int FRAME_TICKS = FRAME_READINGS / 5;

    private final Path directory;
    private final Path hubJar;
    private final String javaOptions;

    /**
     * A restart.
     *
     * @param directory with nothing in it, to be deleted by the caller
     * @param hubJar the program
     * @param javaOptions of its runtime; may be empty
     */
    public Restart(Path directory, Path hubJar, String javaOptions) {
        this.directory = directory;
        this.hubJar = hubJar;
        this.javaOptions = javaOptions;
    }

    /**
     * Measures, each time on the same journal.
     *
     * @param readings in it, in frames of 1,000
     * @param devices that have sent them
     */
    public Table measure(long readings, int devices, int times) throws IOException {
        Path journal = directory.resolve("journal");
        writeJournal(journal, readings, devices);
        Table table = new Table("start", "address known, s", "/readyz answers, s", "first acknowledgement, s");
        Path empty = directory.resolve("empty");
        Files.createDirectories(empty);
        table.row(start("empty directory", empty));
        for (int i = 1; i <= times; i++) {
            Path copy = directory.resolve("copy-" + i);
            copy(journal, copy);
            Progress.say("restart: " + i + " of " + times);
            table.row(start(Figures.of(readings) + " readings in the journal, " + i, copy));
        }
        return table;
    }

    private Object[] start(String name, Path data) throws IOException {
        try (HubProcess hub =
                HubProcess.start(hubJar, data, directory.resolve("hub.log"), javaOptions, "--port", "0")) {
            URI address = hub.address();
            double known = hub.age();
            HubProcess.awaitReady(address);
            double ready = hub.age();
            try (Device device = Device.connect(address, "fresh-device")) {
                device.sendAndAwait();
            }
            double acknowledged = hub.age();
            return new Object[] {name, Figures.of(known / 1e9), Figures.of(ready / 1e9), Figures.of(acknowledged / 1e9)
            };
        }
    }

    static void writeJournal(Path data, long readings, int devices) {
        long framesEach = (readings / FRAME_READINGS + devices - 1) / devices;
        ScaleSet set = new ScaleSet(devices, (int) (FRAME_TICKS * framesEach));
        Progress progress = Progress.of("journal", set.size());
        try (HubSystem.JournalOnly journal = HubSystem.journalOnly(data)) {
            FrameBatches.of(set, devices * FRAME_READINGS, batch -> {
                journal.append(batch);
                progress.add((long) devices * FRAME_READINGS);
            });
        }
        progress.end();
    }

    /** A journal that is found after a crash was on disk before: nothing of it is still to be written. */
    private static void copy(Path from, Path to) throws IOException {
        List<Path> paths;
        try (Stream<Path> all = Files.walk(from)) {
            paths = all.toList();
        }
        for (Path path : paths) {
            Path copy = to.resolve(from.relativize(path));
            Files.copy(path, copy);
            if (Files.isRegularFile(copy)) {
                try (FileChannel written = FileChannel.open(copy, StandardOpenOption.WRITE)) {
                    written.force(true);
                }
            }
        }
    }
}

package hub.simulator;

import hub.protocol.frame.ReadingsFrame;
import hub.simulator.replay.Pacer;
import hub.simulator.replay.Recording;
import hub.simulator.replay.RecordingPaths;
import hub.simulator.replay.Replay;
import hub.simulator.replay.ReplayPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code replay}: recorded readings, sent as if their devices sent them. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Sends recorded readings: the joined week (a device per station) and the archive's per-sensor"
                + " files (a device per sensor), plain or gzip. Nothing is dropped: reading waits for the hub.")
@SuppressWarnings("NullAway.Init") // Set by picocli, all of them, before anything reads them.
final class ReplayCommand implements Callable<Integer> {

    private static final int LISTED_BAD_ROWS = 100;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private WindowOption window;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Recordings; a directory stands for its .csv and .csv.gz files. Several are read as one, in"
                    + " the order of time.")
    private List<Path> files;

    @Option(
            names = "--speed",
            paramLabel = "N",
            defaultValue = "max",
            description = "Seconds of the recording per second, or max: as fast as the hub takes it"
                    + " (default: ${DEFAULT-VALUE}).")
    private String speed;

    @Option(
            names = "--prefix",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "What device ids begin with, before the file's own (default: nothing).")
    private String prefix;

    @Option(
            names = "--epoch",
            paramLabel = "N",
            description =
                    "The numbering of all frames, 0 to 4294967295 (default: a checksum of the files, so that a hub"
                            + " drops what it has when the same files come again).")
    private @Nullable Long epoch;

    @Option(
            names = "--rows-per-frame",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many rows of a device go into a frame, at most (default: ${DEFAULT-VALUE}).")
    private int rowsPerFrame;

    @Option(
            names = "--buffer",
            paramLabel = "N",
            defaultValue = "256",
            description = "How many frames of a device may wait before reading does (default: ${DEFAULT-VALUE}).")
    private int buffer;

    private int badRows;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            double seconds = secondsPerSecond();
            ConnectionOptions.requireAtLeastOne("--rows-per-frame", rowsPerFrame);
            Tokens tokens = connection.tokens();
            List<Path> paths = RecordingPaths.expand(files);
            ReplayPlan plan = new ReplayPlan(epoch(paths), rowsPerFrame, buffer);
            Simulation simulation = new Simulation(connection, window.linkSettings(connection, buffer));
            try (Recording recording =
                    Recording.open(paths, prefix, (position, reason) -> badRow(simulation, position, reason))) {
                Pacer pacer = new Pacer(seconds, System::nanoTime, simulation::isStoppedWithin);
                Replay replay = new Replay(plan, recording, simulation.threads(), tokens::of, pacer);
                return simulation.run(() -> simulation.whileTicking("simulator-reader", replay::run));
            }
        } catch (IllegalArgumentException | IOException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private double secondsPerSecond() {
        if (speed.equals("max")) {
            return Pacer.UNLIMITED;
        }
        try {
            double number = Double.parseDouble(speed);
            if (number > 0 && Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException("--speed '" + speed + "' is neither max nor a number above 0");
    }

    private long epoch(List<Path> paths) throws IOException {
        if (epoch == null) {
            return RecordingPaths.epochOf(paths);
        }
        if (epoch < 0 || epoch > ReadingsFrame.MAX_U32) {
            throw new IllegalArgumentException("--epoch " + epoch + " is not in 0..4294967295");
        }
        return epoch;
    }

    private void badRow(Simulation simulation, String position, String reason) {
        simulation.tally().badRow();
        badRows++;
        if (badRows <= LISTED_BAD_ROWS) {
            simulation.screen().warn(position + ": row left out: " + reason);
        } else if (badRows == LISTED_BAD_ROWS + 1) {
            simulation.screen().warn("further bad rows are only counted");
        }
    }
}

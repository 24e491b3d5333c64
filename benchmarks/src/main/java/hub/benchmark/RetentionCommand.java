package hub.benchmark;

import hub.benchmark.retention.Retention;
import hub.benchmark.retention.RetentionPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code retention}: whether the file stays bounded. */
@Command(
        name = "retention",
        mixinStandardHelpOptions = true,
        description = "The size of H2's file over simulated days of folds, with readings deleted after some of them.")
final class RetentionCommand extends BenchmarkCommand {

    private static final int MINUTES_A_DAY = 1_440;

    @Option(names = "--days", paramLabel = "N", description = "Simulated days (default: ${DEFAULT-VALUE}).")
    private int days = RetentionPlan.FULL.days();

    @Option(
            names = "--keep-days",
            paramLabel = "N",
            description = "How long readings are kept (default: ${DEFAULT-VALUE}).")
    private int keepDays = RetentionPlan.FULL.keepDays();

    @Option(
            names = "--folds-per-minute",
            paramLabel = "N",
            description = "Folds a simulated minute (default: ${DEFAULT-VALUE}).")
    private int foldsPerMinute = RetentionPlan.FULL.foldsPerDay() / MINUTES_A_DAY;

    @Option(
            names = "--devices",
            paramLabel = "N",
            description = "Devices, each of which sends a frame of five readings for every fold"
                    + " (default: ${DEFAULT-VALUE}).")
    private int devices = RetentionPlan.FULL.devices();

    @Override
    String id() {
        return "retention";
    }

    @Override
    String title() {
        return "Retention";
    }

    @Override
    String measure() throws IOException, SQLException {
        Path directory = options.fresh("retention");
        RetentionPlan plan = new RetentionPlan(days, keepDays, foldsPerMinute * MINUTES_A_DAY, devices);
        String tables = new Retention(directory, plan).measure();
        RunOptions.delete(directory);
        return tables;
    }
}

package hub.benchmark;

import hub.benchmark.append.AppendPath;
import hub.benchmark.append.AppendPlan;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/** {@code append}: how fast readings become durable. */
@Command(
        name = "append",
        mixinStandardHelpOptions = true,
        description = "Readings a second, the time until one is acknowledged, and its cost, beside stores of rows.")
final class AppendCommand extends BenchmarkCommand {

    @Override
    String id() {
        return "append";
    }

    @Override
    String title() {
        return "Append path without network";
    }

    @Override
    String measure() throws Exception {
        Path directory = options.fresh("append");
        String tables = AppendPath.measure(directory, AppendPlan.FULL);
        RunOptions.delete(directory);
        return tables;
    }
}

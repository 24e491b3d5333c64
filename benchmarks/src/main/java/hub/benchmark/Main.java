package hub.benchmark;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code java -jar benchmarks.jar}: measures what the hub must show, and prints it as tables in Markdown. */
@Command(
        name = "benchmarks",
        description = "Measures the hub. Run from the project's directory.",
        mixinStandardHelpOptions = true,
        subcommands = {
            SizeCommand.class,
            AppendCommand.class,
            QueriesCommand.class,
            HttpQueriesCommand.class,
            StartCommand.class,
            RestartCommand.class,
            RetentionCommand.class,
            SocketsCommand.class,
            FanOutCommand.class,
            SlowViewerCommand.class,
            StalledViewersCommand.class,
            ConnectionsCommand.class,
            HalfOpenCommand.class,
            FloodsCommand.class,
            ExportsCommand.class,
            StatementsCommand.class,
            JmhCommand.class,
            AllCommand.class
        })
public final class Main implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    /** Runs a benchmark and exits: 0 measured, 1 could not, 2 bad usage. */
    public static void main(String[] args) {
        System.exit(commands().execute(args));
    }

    static CommandLine commands() {
        return new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "what is to be measured?");
        }
    }
}

package hub.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The hub's command line: {@code serve} and {@code token}. */
@Command(
        name = "hub-server",
        description = "A hub for sensor telemetry: stores what devices send, shows it live, answers for the past.",
        subcommands = {ServeCommand.class, TokenCommand.class},
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class)
public final class HubCommand {

    private HubCommand() {}

    /** Runs what the arguments say and returns the exit code of the process. */
    public static int run(String... args) {
        CommandLine line = new CommandLine(new HubCommand());
        try {
            line.setDefaultValueProvider(OptionSources.of(args, System.getenv(), line));
        } catch (IllegalArgumentException e) {
            PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
            err.println(e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(command.getColorScheme().errorText(String.valueOf(failure.getMessage())));
            return CommandLine.ExitCode.SOFTWARE;
        });
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return line.execute(args);
    }

    /** What is said when an option's value makes no sense. */
    static ParameterException invalid(CommandLine line, IllegalArgumentException e) {
        return new ParameterException(line, String.valueOf(e.getMessage()), e);
    }
}

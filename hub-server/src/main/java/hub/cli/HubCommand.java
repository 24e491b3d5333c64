package hub.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The hub's command line: {@code serve} and what an operator needs beside it. */
@Command(
        name = "hub-server",
        description = "A hub for sensor telemetry: stores what devices send, shows it live, answers for the past.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class)
public final class HubCommand {

    private static final List<Class<?>> SUBCOMMANDS = List.of(
            ServeCommand.class,
            TokenCommand.class,
            DeviceCommand.class,
            UserCommand.class,
            CheckCommand.class,
            CompactCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            SqlCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            ConfigCommand.class);

    private HubCommand() {}

    /** Runs what the arguments say and returns the exit code of the process. */
    public static int run(String... args) {
        return run(
                System.getenv(),
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                args);
    }

    static int run(Map<String, String> environment, PrintWriter out, PrintWriter err, String... args) {
        CommandLine line;
        try {
            line = commandLine(environment, args);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        return line.setOut(out).setErr(err).execute(args);
    }

    /** @throws IllegalArgumentException if the configuration file makes no sense */
    static CommandLine commandLine(Map<String, String> environment, String... args) {
        CommandLine line = with(called(args).map(List::<Class<?>>of).orElse(SUBCOMMANDS));
        line.setDefaultValueProvider(OptionSources.of(args, environment, () -> with(SUBCOMMANDS)));
        line.setParameterExceptionHandler((invalid, parsed) -> {
            CommandLine command = invalid.getCommandLine();
            // One line: the whole help would push what is wrong out of sight.
            command.getErr()
                    .println(explain(invalid) + " (help: "
                            + command.getCommandSpec().qualifiedName() + " --help)");
            return CommandLine.ExitCode.USAGE;
        });
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(command.getColorScheme().errorText(String.valueOf(failure.getMessage())));
            return CommandLine.ExitCode.SOFTWARE;
        });
        CommandLine serve = line.getSubcommands().get("serve");
        if (serve != null) {
            serve.getCommandSpec()
                    .usageMessage()
                    .footer("Taken anew from environment and file on SIGHUP, without a restart: --"
                            + String.join(", --", ServeLine.RELOADED) + ".");
        }
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return line;
    }

    /** The command that the arguments name: to know the options of all others would cost a tenth of a second. */
    private static Optional<Class<?>> called(String... args) {
        return SUBCOMMANDS.stream()
                .filter(type -> args.length > 0
                        && type.getAnnotation(Command.class).name().equals(args[0]))
                .findFirst();
    }

    private static CommandLine with(List<Class<?>> subcommands) {
        CommandLine line = new CommandLine(new HubCommand());
        subcommands.forEach(line::addSubcommand);
        return line;
    }

    /** Where a bad value stands, if no flag gave it. */
    private static String source(ParameterException invalid) {
        CommandLine command = invalid.getCommandLine();
        return invalid.getArgSpec() instanceof OptionSpec option
                        && command.getDefaultValueProvider() instanceof OptionSources sources
                        && command.getParseResult() != null
                        && !command.getParseResult().hasMatchedOption(option)
                ? " (from: " + sources.source(option) + ")"
                : "";
    }

    /** What is wrong, in one line, and where it stands if no flag says it. */
    static String explain(ParameterException invalid) {
        return String.valueOf(invalid.getMessage()).lines().findFirst().orElse("") + source(invalid);
    }

    /** What is said when an option's value makes no sense. */
    static ParameterException invalid(CommandLine line, IllegalArgumentException e) {
        return new ParameterException(line, String.valueOf(e.getMessage()), e);
    }
}

package hub.simulator;

import hub.simulator.client.HubAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code java -jar device-simulator.jar}: devices that do not exist, and recordings of some that did. */
@Command(
        name = "device-simulator",
        description = "Sends readings to a telemetry hub as real devices would.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {RunCommand.class, ReplayCommand.class, VerifyCommand.class})
public final class Main implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    /** Runs a command and exits with its code: 0 all delivered, 1 not all, 2 bad usage. */
    public static void main(String[] args) {
        System.exit(execute(args, System.getenv()));
    }

    static int execute(String[] args, Map<String, String> environment) {
        CommandLine commands = commands();
        try {
            commands.setDefaultValueProvider(Settings.of(args, environment, commands));
        } catch (IOException | IllegalArgumentException e) {
            commands.getErr().println(e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        return commands.execute(args);
    }

    static CommandLine commands() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(HubAddress.class, Main::hubAddress)
                .setParameterExceptionHandler(Main::explain);
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "which command: run, replay or verify?");
        }
    }

    /** The whole usage text would bury what is wrong. */
    private static int explain(ParameterException wrong, String[] args) {
        PrintWriter err = wrong.getCommandLine().getErr();
        err.println(wrong.getMessage());
        err.println("Try '" + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
        return CommandLine.ExitCode.USAGE;
    }

    private static HubAddress hubAddress(String text) {
        try {
            return HubAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException(e.getMessage());
        }
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"device-simulator " + (version == null ? "(not from a jar)" : version)};
        }
    }
}

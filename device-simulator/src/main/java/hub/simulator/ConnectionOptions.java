package hub.simulator;

import hub.simulator.client.Backoff;
import hub.simulator.client.HubAddress;
import hub.simulator.client.LinkSettings;
import hub.simulator.report.Progress;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options that all commands share: where the hub is and how devices hold on to it. */
@Command(
        footer = {
            "",
            "Every option can also be set as an environment variable, --backoff-base",
            "as SIMULATOR_BACKOFF_BASE, and in the file of --config, as",
            "backoff-base=PT1S. Flags win over the environment, the environment over",
            "the file.",
            "",
            "Exit codes: 0 all delivered, 1 not all, 2 bad usage."
        })
@SuppressWarnings("NullAway.Init") // Set by picocli, all of them, before anything reads them.
final class ConnectionOptions {

    @Option(
            names = "--hub",
            paramLabel = "URL",
            defaultValue = "ws://127.0.0.1:8080",
            description = "Where the hub listens (default: ${DEFAULT-VALUE}).")
    HubAddress hub;

    @Option(names = "--token", paramLabel = "T", description = "The token that every device sends.")
    @Nullable String token;

    @Option(
            names = "--tokens",
            paramLabel = "FILE",
            description =
                    "A token for each device, in lines of 'deviceId token'. Devices that it leaves out use --token.")
    @Nullable Path tokens;

    @Option(
            names = "--backoff-base",
            paramLabel = "DURATION",
            defaultValue = "PT0.5S",
            description = "The longest wait before the first attempt to reconnect; it doubles from attempt to attempt"
                    + " (default: ${DEFAULT-VALUE}).")
    Duration backoffBase;

    @Option(
            names = "--backoff-cap",
            paramLabel = "DURATION",
            defaultValue = "PT30S",
            description = "The longest wait of all; the actual one is anything from 0 to it"
                    + " (default: ${DEFAULT-VALUE}).")
    Duration backoffCap;

    @Option(
            names = "--connect-timeout",
            paramLabel = "DURATION",
            defaultValue = "PT10S",
            description = "How long it may take from connecting to the hub's welcome (default: ${DEFAULT-VALUE}).")
    Duration connectTimeout;

    @Option(
            names = "--connect-rate",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many devices connect for the first time in a second (default: ${DEFAULT-VALUE}).")
    int connectRate;

    @Option(
            names = "--io-threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many threads serve the sockets (default: ${DEFAULT-VALUE}).")
    int ioThreads;

    @Option(
            names = "--progress",
            paramLabel = "STYLE",
            defaultValue = "auto",
            description = "plain is a line every ten seconds, none is none, auto rewrites a line in place every second"
                    + " if there is a terminal and is plain otherwise (default: ${DEFAULT-VALUE}).")
    ProgressChoice progress;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A properties file with options that are neither flags nor in the environment.")
    @Nullable Path config;

    /** How progress is to be shown. */
    enum ProgressChoice {
        auto,
        plain,
        none
    }

    /**
     * How devices hold their connections.
     *
     * @param window the most frames that a device has sent without an acknowledgement
     * @param buffer the most frames that a device keeps
     */
    LinkSettings linkSettings(int window, int buffer) {
        requireAtLeastOne("--connect-rate", connectRate);
        requireAtLeastOne("--io-threads", ioThreads);
        requireWithin("--connect-timeout", connectTimeout, Duration.ofDays(1));
        return new LinkSettings(hub, window, buffer, new Backoff(backoffBase, backoffCap), connectRate, connectTimeout);
    }

    Tokens tokens() throws IOException {
        return Tokens.of(token, tokens);
    }

    /** Whether the progress line can be rewritten in place. */
    boolean onTerminal() {
        return progress == ProgressChoice.auto && isTerminal(System.console());
    }

    Progress.Style progressStyle() {
        if (progress == ProgressChoice.none) {
            return Progress.Style.NONE;
        }
        return onTerminal() ? Progress.Style.TERMINAL : Progress.Style.PLAIN;
    }

    static void requireWithin(String option, Duration value, Duration most) {
        if (value.isNegative() || value.isZero() || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(option + " must be above 0 and at most " + most);
        }
    }

    static void requireAtLeastOne(String option, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(option + " must be at least 1");
        }
    }

    /** Newer Java has a console without a terminal too, and a method that tells; Java 17 has neither. */
    private static boolean isTerminal(@Nullable Console console) {
        try {
            return console != null
                    && (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}

package hub.simulator;

import hub.protocol.Timestamps;
import hub.simulator.verify.Certificate;
import hub.simulator.verify.CertificateJson;
import hub.simulator.verify.CertificateText;
import hub.simulator.verify.HubApi;
import hub.simulator.verify.Ledger;
import hub.simulator.verify.Load;
import hub.simulator.verify.Plan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code verify}: drives a hub, keeps a ledger of what it acknowledged, and holds what it gives back against that. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Proves that a hub keeps what it acknowledges: drives it with a fleet, keeps a ledger of what was sent and"
                    + " acknowledged, follows the live socket, reads everything back and prints a certificate.",
            "Kill the hub meanwhile, or this; started again with the same --ledger it goes on."
        },
        footer = {
            "",
            "Every option can also be set as an environment variable, --in-flight",
            "as SIMULATOR_IN_FLIGHT, and in the file of --config, as in-flight=16.",
            "Flags win over the environment, the environment over the file.",
            "",
            "Exit codes: 0 passed, 1 something acknowledged is missing, duplicated,",
            "reordered or wrong, something was never sent, or the live socket has a",
            "gap that it did not tell of, 2 bad usage, or no answer from the hub."
        })
@SuppressWarnings("NullAway.Init") // Set by picocli, all of them, before anything reads them.
final class VerifyCommand implements Callable<Integer> {

    private static final Duration A_YEAR = Duration.ofDays(366);
    private static final int DEFAULT_DEVICES = 50;
    private static final long DEFAULT_SEED = 1;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Option(
            names = "--ledger",
            paramLabel = "DIR",
            defaultValue = "verify-ledger",
            description = "Where the ledger is kept; one that is there is taken up again (default: ${DEFAULT-VALUE}).")
    private Path directory;

    @Option(
            names = "--devices",
            paramLabel = "N",
            description = "How many devices (default: 50, or as the ledger has it).")
    private @Nullable Integer devices;

    @Option(
            names = "--prefix",
            paramLabel = "TEXT",
            description = "What device ids begin with (default: a name of the ledger's own, or as the ledger has it)."
                    + " With --tokens, say which; another ledger then needs another hub or another prefix.")
    private @Nullable String prefix;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "What all values are made from (default: 1, or as the ledger has it).")
    private @Nullable Long seed;

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            defaultValue = "PT1S",
            description = "The time between two frames of a device (default: ${DEFAULT-VALUE}).")
    private Duration interval;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many readings a frame has, 1 to 4096 (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            defaultValue = "16",
            description = "The most frames of a device without an acknowledgement; then it waits, and drops nothing"
                    + " (default: ${DEFAULT-VALUE}).")
    private int inFlight;

    @Option(
            names = "--duration",
            paramLabel = "DURATION",
            defaultValue = "PT1M",
            description = "How long to send (default: ${DEFAULT-VALUE}).")
    private Duration duration;

    @Option(
            names = "--chaos",
            paramLabel = "N",
            arity = "0..1",
            fallbackValue = "20",
            defaultValue = "0",
            description = "Devices drop their own connections before, in and behind one frame in N, at random by --seed"
                    + " (without N: one in 20; 0: never).")
    private int chaos;

    @Option(
            names = "--patience",
            paramLabel = "DURATION",
            defaultValue = "PT1M",
            description = "How long to wait for a hub that does not answer or a live socket that brings nothing, once"
                    + " all is sent (default: ${DEFAULT-VALUE}).")
    private Duration patience;

    @Option(
            names = "--viewer-token",
            paramLabel = "T",
            description = "A viewer's token, to read back and to follow the live socket; an open hub needs none.")
    private @Nullable String viewerToken;

    @Option(names = "--check-only", description = "Send nothing: only hold what is stored against the ledger.")
    private boolean checkOnly;

    @Option(names = "--json", paramLabel = "FILE", description = "Where to write the certificate as JSON, too.")
    private @Nullable Path json;

    @Override
    public Integer call() throws InterruptedException {
        try {
            return verify();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return ExitCode.USAGE;
        }
    }

    private int verify() throws IOException, InterruptedException {
        Load load = load();
        Tokens tokens = connection.tokens();
        if (checkOnly && !Ledger.exists(directory)) {
            throw new IllegalArgumentException("--check-only: there is no ledger in --ledger " + directory);
        }
        Plan fresh = freshPlan();
        HubApi hub = new HubApi(connection.hub, Optional.ofNullable(viewerToken));
        String version = hub.version();
        PrintWriter err = spec.commandLine().getErr();
        try (Ledger ledger = Ledger.open(directory, () -> fresh, err::println)) {
            requireSame(ledger.plan());
            Verification verification = new Verification(connection, ledger, hub, patience);
            if (!checkOnly) {
                verification.send(load, tokens, duration);
            }
            return issue(verification.check(version, directory));
        }
    }

    private int issue(Certificate certificate) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        CertificateText.of(certificate).forEach(out::println);
        out.flush();
        if (json != null) {
            Files.writeString(json, CertificateJson.of(certificate) + "\n");
        }
        return certificate.isClean() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private Load load() {
        ConnectionOptions.requireWithin("--interval", interval, A_YEAR);
        ConnectionOptions.requireWithin("--duration", duration, A_YEAR);
        ConnectionOptions.requireWithin("--patience", patience, Duration.ofDays(1));
        return new Load(interval, batch, inFlight, chaos);
    }

    private Plan freshPlan() {
        // Whole milliseconds, as the frames' times are.
        long start = Timestamps.micros(Instant.ofEpochMilli(System.currentTimeMillis()));
        String own = String.format(Locale.ROOT, "verify-%08x-", (int) (start / 1_000));
        return new Plan(
                seed == null ? DEFAULT_SEED : seed,
                devices == null ? DEFAULT_DEVICES : devices,
                prefix == null ? own : prefix,
                start);
    }

    private void requireSame(Plan plan) {
        requireSame("--seed", seed, plan.seed());
        requireSame("--devices", devices, plan.devices());
        requireSame("--prefix", prefix, plan.prefix());
    }

    private void requireSame(String option, @Nullable Object asked, Object is) {
        if (asked != null && !asked.equals(is)) {
            throw new IllegalArgumentException(option + " " + asked + ": the ledger in " + directory + " is of " + is
                    + ": leave the option out, or take another --ledger");
        }
    }
}

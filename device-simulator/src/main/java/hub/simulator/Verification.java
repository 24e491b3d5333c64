package hub.simulator;

import hub.simulator.report.Progress;
import hub.simulator.report.Screen;
import hub.simulator.report.Tally.Counts;
import hub.simulator.verify.Certificate;
import hub.simulator.verify.Certificate.Latency;
import hub.simulator.verify.Findings;
import hub.simulator.verify.HubApi;
import hub.simulator.verify.Ledger;
import hub.simulator.verify.LiveCounts;
import hub.simulator.verify.LiveFollowing;
import hub.simulator.verify.LiveViewers;
import hub.simulator.verify.Load;
import hub.simulator.verify.ReadBack;
import hub.simulator.verify.Standing;
import hub.simulator.verify.VerifiedFleet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/** The two halves of a verification: sending while following live, then reading back. For one thread. */
final class Verification {

    private static final double MICROS_PER_MILLI = 1_000;

    private final ConnectionOptions connection;
    private final Ledger ledger;
    private final HubApi hub;
    private final Duration patience;
    private Duration sentFor = Duration.ZERO;
    private long resent;
    private Optional<LiveCounts.Snapshot> live = Optional.empty();
    private Optional<Latency> latency = Optional.empty();

    Verification(ConnectionOptions connection, Ledger ledger, HubApi hub, Duration patience) {
        this.connection = connection;
        this.ledger = ledger;
        this.hub = hub;
        this.patience = patience;
    }

    /**
     * Sends for that long, then waits until all is acknowledged and came live.
     *
     * @throws IOException if the hub cannot be followed or lets devices not in, or the ledger cannot be written
     */
    void send(Load load, Tokens tokens, Duration duration) throws IOException, InterruptedException {
        Standing standing = Standing.of(ledger);
        LiveFollowing following = new LiveFollowing(ledger.plan(), standing);
        Simulation simulation = new Simulation(
                connection, connection.linkSettings(load.inFlight(), load.inFlight() + standing.mostUnsettled()));
        Sending sending = new Sending(simulation, standing, following, load, tokens, duration);
        if (simulation.run(sending::run) == Simulation.BROKEN) {
            throw new IOException("the simulator broke, which is a bug of it: see above");
        }
        ledger.failure();
        sending.requireWhole();
        Counts counts = simulation.tally().counts();
        resent = counts.resent();
        live = Optional.of(following.finish());
        latency = latency(simulation.progress().latencies());
    }

    /** The sending half as a simulation's work. */
    private final class Sending {

        private final Simulation simulation;
        private final Standing standing;
        private final LiveFollowing following;
        private final Load load;
        private final Tokens tokens;
        private final Duration duration;
        private String unfinished = "";

        private Sending(
                Simulation simulation,
                Standing standing,
                LiveFollowing following,
                Load load,
                Tokens tokens,
                Duration duration) {
            this.simulation = simulation;
            this.standing = standing;
            this.following = following;
            this.load = load;
            this.tokens = tokens;
            this.duration = duration;
        }

        private void run() throws IOException, InterruptedException {
            try (LiveViewers viewers = new LiveViewers(hub, ledger.plan(), following, simulation.notices())) {
                if (!await(viewers::wereFollowing, () -> 0)) {
                    unfinished = "the live socket did not begin within " + patience + ": see above";
                    return;
                }
                long start = System.nanoTime();
                VerifiedFleet fleet = new VerifiedFleet(
                        ledger, standing, load, following, simulation.threads(), tokens::of, InstantSource.system());
                tickFor(start + duration.toNanos());
                fleet.finish().join();
                sentFor = Duration.ofMillis((System.nanoTime() - start) / 1_000_000);
                await(() -> counts().outstanding() == 0, () -> counts().acknowledged());
                await(following::isComplete, () -> following.now().compared());
            }
        }

        private void tickFor(long endNanos) throws IOException, InterruptedException {
            while (endNanos - System.nanoTime() > 0 && unfinished.isEmpty()) {
                ledger.failure();
                if (simulation.tick()) {
                    unfinished = "stopped: the ledger is kept, go on with it or use --check-only";
                } else if (simulation.tally().isHopeless()) {
                    return;
                }
            }
        }

        /** Waits as long as something moves, and then for the patience. Whether it is done. */
        private boolean await(BooleanSupplier done, LongSupplier moved) throws InterruptedException {
            long last = moved.getAsLong();
            long since = System.nanoTime();
            while (!done.getAsBoolean()) {
                if (simulation.tick() || System.nanoTime() - since > patience.toNanos()) {
                    return false;
                }
                long now = moved.getAsLong();
                since = now == last ? since : System.nanoTime();
                last = now;
            }
            return true;
        }

        private Counts counts() {
            return simulation.tally().counts();
        }

        private void requireWhole() throws IOException {
            if (!unfinished.isEmpty()) {
                throw new IOException(unfinished);
            }
            if (counts().rejected() > 0) {
                throw new IOException("the hub turned away " + counts().rejected() + " of " + counts().devices()
                        + " devices: give them their tokens with --tokens, and --prefix as they are called there");
            }
        }
    }

    /** Reads everything back. */
    Certificate check(String version, Path directory) throws IOException, InterruptedException {
        // Of the ledger as it is on disk: what a crash would leave is what counts.
        Standing standing = Standing.of(ledger);
        Screen screen = new Screen(System.out, System.err, connection.onTerminal());
        ReadingBack shown = new ReadingBack(screen, connection.progressStyle(), standing.sentReadings());
        Findings findings = new ReadBack(ledger, standing, hub, patience, shown).run();
        screen.endLive();
        return new Certificate(
                hub.toString(),
                version,
                directory.toAbsolutePath(),
                ledger.plan(),
                Instant.now(),
                sentFor,
                standing.sentReadings(),
                standing.acknowledgedReadings(),
                standing.refusedReadings(),
                resent,
                findings,
                live,
                latency);
    }

    /** Shows how far reading back is. */
    private static final class ReadingBack implements ReadBack.Progress {

        private final Screen screen;
        private final Progress.Style style;
        private final long all;
        private long shownNanos = System.nanoTime();

        private ReadingBack(Screen screen, Progress.Style style, long all) {
            this.screen = screen;
            this.style = style;
            this.all = all;
        }

        @Override
        public void read(long readings) {
            long now = System.nanoTime();
            if (style != Progress.Style.NONE && now - shownNanos >= style.everyNanos()) {
                shownNanos = now;
                screen.live(String.format(Locale.ROOT, "read back %,d of %,d readings", readings, all));
            }
        }
    }

    private static Optional<Latency> latency(Histogram micros) {
        return micros.getTotalCount() == 0
                ? Optional.empty()
                : Optional.of(new Latency(
                        micros.getValueAtPercentile(50) / MICROS_PER_MILLI,
                        micros.getValueAtPercentile(99) / MICROS_PER_MILLI,
                        micros.getMaxValue() / MICROS_PER_MILLI));
    }
}

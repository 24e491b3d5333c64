package hub.simulator.verify;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a verification came to.
 *
 * @param hub where it is
 * @param version the hub's, as it says
 * @param ledger where the ledger is
 * @param plan what the ledger is about
 * @param issued when
 * @param duration how long this run sent; zero if it only checked
 * @param sent readings, since the ledger began, as are all that follow
 * @param acknowledged those of them that the hub acknowledged
 * @param refused those that it refused
 * @param resent readings that went out more than once in this run
 * @param findings what reading back came to
 * @param live what the live socket came to; empty if it only checked
 * @param latency from writing a frame to its acknowledgement, in this run; empty if there was none
 */
public record Certificate(
        String hub,
        String version,
        Path ledger,
        Plan plan,
        Instant issued,
        Duration duration,
        long sent,
        long acknowledged,
        long refused,
        long resent,
        Findings findings,
        Optional<LiveCounts.Snapshot> live,
        Optional<Latency> latency) {

    /** In ms. */
    public record Latency(double p50, double p99, double worst) {}

    /** Whether the hub kept every promise: all that was acknowledged is there, once, in order, and nothing else is. */
    public boolean isClean() {
        return findings.isClean() && live.map(LiveCounts.Snapshot::isClean).orElse(true);
    }

    /** The first faults, in words. */
    List<String> examples() {
        List<String> all = new ArrayList<>(findings.examples());
        live.ifPresent(counts -> all.addAll(counts.examples()));
        return all;
    }
}

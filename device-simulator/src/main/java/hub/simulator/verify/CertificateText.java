package hub.simulator.verify;

import hub.protocol.Timestamps;
import hub.simulator.verify.Certificate.Latency;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A certificate for people. */
public final class CertificateText {

    private final List<String> lines = new ArrayList<>();

    private CertificateText() {}

    /** Its lines. */
    public static List<String> of(Certificate certificate) {
        CertificateText text = new CertificateText();
        text.head(certificate);
        text.stored(certificate);
        certificate.live().ifPresent(text::live);
        certificate.latency().ifPresent(text::latency);
        text.verdict(certificate);
        return text.lines;
    }

    private void head(Certificate certificate) {
        Plan plan = certificate.plan();
        lines.add("Certificate of " + certificate.issued());
        line("hub", certificate.hub() + ", version " + certificate.version());
        line("ledger", certificate.ledger() + ", begun " + Timestamps.instant(plan.startMicros()));
        line("devices", "%,d, %s to %s", plan.devices(), plan.device(0), plan.device(plan.devices() - 1));
        line("seed", Long.toString(plan.seed()));
        line("duration", certificate.duration().isZero() ? "checked only" : certificate.duration() + " of sending");
        readings("sent", certificate.sent());
        readings("acknowledged", certificate.acknowledged());
        line("refused", "%,d, and %,d sent again in this run", certificate.refused(), certificate.resent());
    }

    private void stored(Certificate certificate) {
        Findings findings = certificate.findings();
        line(
                "stored",
                "%,d, of them %,d sent and not acknowledged",
                findings.storedReadings(),
                findings.unacknowledgedStoredReadings());
        for (Fault fault : Fault.values()) {
            line(fault.name().toLowerCase(Locale.ROOT), "%,d", findings.count(fault));
        }
    }

    private void live(LiveCounts.Snapshot live) {
        line(
                "live",
                "%,d came as sent, %,d wrong, %,d reordered, %,d never sent",
                live.compared(),
                live.wrong(),
                live.reordered(),
                live.unsent());
        line(
                "live gaps",
                "%,d readings missing silently, %,d as told (%,d new snapshots, %,d skipped), %,d connections",
                live.silentlyMissing(),
                live.missingAsTold(),
                live.snapshots(),
                live.skipped(),
                live.connections());
    }

    private void latency(Latency latency) {
        line("ack latency", "p50 %.1f ms, p99 %.1f ms, worst %.1f ms", latency.p50(), latency.p99(), latency.worst());
    }

    private void verdict(Certificate certificate) {
        certificate.examples().forEach(example -> lines.add("  - " + example));
        line(
                "verdict",
                certificate.isClean()
                        ? "PASSED: what was acknowledged is stored, once, in order, and nothing else is"
                        : "FAILED: see above; keep the ledger and the hub's data directory");
    }

    private void readings(String name, long count) {
        line(name, "%,d readings", count);
    }

    private void line(String name, String text) {
        lines.add(String.format(Locale.ROOT, "  %-14s", name) + text);
    }

    private void line(String name, String pattern, Object... values) {
        line(name, String.format(Locale.ROOT, pattern, values));
    }
}

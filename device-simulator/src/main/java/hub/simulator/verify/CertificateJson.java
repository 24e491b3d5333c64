package hub.simulator.verify;

import hub.json.JsonWriter;
import hub.protocol.Timestamps;
import java.util.Locale;

/** A certificate for programs. */
public final class CertificateJson {

    private CertificateJson() {}

    /** One JSON object. */
    public static String of(Certificate certificate) {
        JsonWriter json = new JsonWriter().beginObject();
        head(json, certificate);
        json.name("stored").value(certificate.findings().storedReadings());
        json.name("storedUnacknowledged").value(certificate.findings().unacknowledgedStoredReadings());
        for (Fault fault : Fault.values()) {
            json.name(fault.name().toLowerCase(Locale.ROOT))
                    .value(certificate.findings().count(fault));
        }
        json.name("live");
        certificate.live().ifPresentOrElse(live -> live(json, live), json::nullValue);
        json.name("ackMillis");
        certificate.latency().ifPresentOrElse(latency -> latency(json, latency), json::nullValue);
        json.name("examples").beginArray();
        certificate.examples().forEach(json::value);
        return json.endArray().endObject().toString();
    }

    private static void head(JsonWriter json, Certificate certificate) {
        Plan plan = certificate.plan();
        json.name("passed").value(certificate.isClean());
        json.name("issued").value(certificate.issued().toString());
        json.name("hub").value(certificate.hub()).name("version").value(certificate.version());
        json.name("ledger").value(certificate.ledger().toString());
        json.name("begun").value(Timestamps.instant(plan.startMicros()).toString());
        json.name("seed").value(plan.seed()).name("devices").value(plan.devices());
        json.name("prefix").value(plan.prefix());
        json.name("duration").value(certificate.duration().toString());
        json.name("sent").value(certificate.sent()).name("acknowledged").value(certificate.acknowledged());
        json.name("refused").value(certificate.refused()).name("resent").value(certificate.resent());
    }

    private static void live(JsonWriter json, LiveCounts.Snapshot live) {
        json.beginObject().name("compared").value(live.compared());
        json.name("wrong").value(live.wrong()).name("reordered").value(live.reordered());
        json.name("unsent").value(live.unsent()).name("silentlyMissing").value(live.silentlyMissing());
        json.name("missingAsTold").value(live.missingAsTold());
        json.name("snapshots").value(live.snapshots()).name("skipped").value(live.skipped());
        json.name("connections").value(live.connections()).endObject();
    }

    private static void latency(JsonWriter json, Certificate.Latency latency) {
        json.beginObject().name("p50").value(latency.p50()).name("p99").value(latency.p99());
        json.name("worst").value(latency.worst()).endObject();
    }
}

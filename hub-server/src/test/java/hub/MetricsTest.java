package hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.testing.Frames;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code /metrics} shows, and what the documents say of it. */
class MetricsTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_0-9]+)(?:\\{[^}]*})?` \\| ([a-z]+) \\|");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE ([a-z_0-9]+) ([a-z]+)$");

    @TempDir
    Path data;

    @Test
    void theTableIsWhatTheHubShows() throws IOException {
        List<String> documented = ROW.matcher(Files.readString(Path.of("..", "docs", "operations.md")))
                .results()
                .map(row -> row.group(1) + " " + row.group(2))
                .toList();
        try (TestHub hub = TestHub.start(data)) {
            List<String> shown = TYPE.matcher(hub.get("/metrics").body())
                    .results()
                    .map(type -> type.group(1) + " " + type.group(2))
                    .toList();
            assertThat(documented).containsExactlyInAnyOrderElementsOf(shown);
        }
    }

    @Test
    void whatBecameOfFramesAddsUpInEveryScrape() throws Exception {
        try (TestHub hub = TestHub.start(data)) {
            List<Thread> senders = new ArrayList<>();
            AtomicBoolean enough = new AtomicBoolean();
            AtomicLong frames = new AtomicLong();
            for (int i = 0; i < 4; i++) {
                Peer device = hub.welcomed("D" + i);
                Thread sender = new Thread(() -> flood(device, enough, frames));
                senders.add(sender);
                sender.start();
            }
            Map<String, Double> before = new HashMap<>();
            long busy = 0;
            for (int scrape = 0; scrape < 50 || busy < 10; scrape++) {
                Map<String, Double> now = values(hub.get("/metrics").body());
                double inFlight = value(now, "hub_frames_in_flight");
                assertThat(value(now, "hub_frames_received_total"))
                        .isEqualTo(value(now, "hub_frames_stored_total")
                                + value(now, "hub_frames_duplicate_total")
                                + value(now, "hub_frames_refused_total")
                                + inFlight);
                assertThat(inFlight).isNotNegative();
                before.forEach(
                        (name, value) -> assertThat(now.get(name)).as(name).isGreaterThanOrEqualTo(value));
                busy += inFlight > 0 ? 1 : 0;
                now.keySet().removeIf(name -> !name.endsWith("_total") || !name.startsWith("hub_frames"));
                before = now;
            }
            enough.set(true);
            for (Thread sender : senders) {
                sender.join();
            }
            await().until(() -> hub.metric("hub_frames_stored_total") == frames.get());
            await().until(() -> hub.metric("hub_frames_duplicate_total") == frames.get());
            assertThat(hub.metric("hub_frames_in_flight")).isZero();
        }
    }

    private static double value(Map<String, Double> values, String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    /** Each frame twice: the second time it is a duplicate. */
    private static void flood(Peer device, AtomicBoolean enough, AtomicLong sent) {
        for (long first = 1; !enough.get(); first += 50) {
            byte[] frames = Frames.wire(1, first, 50);
            device.sendRaw(frames).sendRaw(frames);
            sent.addAndGet(50);
        }
    }

    private static Map<String, Double> values(String body) {
        Map<String, Double> values = new HashMap<>();
        body.lines()
                .filter(line -> line.matches("[a-z_]+ .*"))
                .forEach(line -> values.put(line.split(" ", -1)[0], Double.parseDouble(line.split(" ", -1)[1])));
        return values;
    }

    @Test
    void everyFrameAndEveryBatchThatWasToldIsInTheHistograms() {
        try (TestHub hub = TestHub.start(data);
                Peer device = hub.welcomed("A")) {
            device.sendRaw(Frames.wire(1, 1, 500)).awaitAck(1, 500);
            assertThat(hub.metric("hub_ingest_latency_seconds_count")).isEqualTo(500);
            assertThat(hub.metric("hub_ingest_latency_seconds_bucket{le=\"+Inf\"}"))
                    .isEqualTo(500);
            assertThat(hub.metric("hub_ingest_latency_seconds_sum")).isPositive();
            await().until(() -> hub.metric("hub_live_latency_seconds_count") > 0);
            assertThat(hub.metric("hub_live_latency_seconds_bucket{le=\"10.0\"}"))
                    .isEqualTo(hub.metric("hub_live_latency_seconds_count"));
        }
    }

    @Test
    void whatIsNotWellIsAMetric() throws IOException {
        try (TestHub hub = TestHub.start(data)) {
            assertThat(hub.get("/metrics").body()).doesNotContain("hub_health_problems{");
            assertThat(hub.metric("hub_disk_free_bytes")).isPositive();
            assertThat(hub.metric("process_open_fds")).isPositive();
        }
    }
}

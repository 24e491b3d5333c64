package hub.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.json.JsonReader;
import hub.json.JsonValue.JsonBoolean;
import hub.json.JsonValue.JsonNumber;
import hub.json.JsonValue.JsonObject;
import hub.protocol.Timestamps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hub that is stopped and started again under load: nothing that was acknowledged is lost, the rest is sent again and
 * stored once, and who looks on sees all of it. 200 devices and 10 viewers; {@code -Dhub.drain.devices} and
 * {@code -Dhub.drain.viewers} take others, such as 5000 and 100.
 */
@Timeout(300)
class DrainTest {

    private static final int DEVICES = Integer.getInteger("hub.drain.devices", 200);
    private static final int VIEWERS = Integer.getInteger("hub.drain.viewers", 10);
    private static final String WATCHED = "drain-0001";

    @TempDir
    private Path directory;

    @Test
    void nothingIsLostDoubledOrUnseen() throws Exception {
        List<LiveFollower> viewers = new ArrayList<>();
        try (HubProcess hub = HubProcess.start(directory);
                ChildProcess verifier = verify(hub)) {
            await("load").atMost(Duration.ofSeconds(60)).until(() -> hub.metric("hub_device_connections") >= DEVICES);
            for (int i = 0; i < VIEWERS; i++) {
                viewers.add(new LiveFollower(hub.webSocketAddress(), WATCHED));
            }
            double before = hub.metric("hub_readings_stored_total");
            await("readings")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> hub.metric("hub_readings_stored_total") > before + 5 * DEVICES);
            long from = System.nanoTime();
            hub.terminate();
            Duration drain = Duration.ofNanos(System.nanoTime() - from);
            assertThat(verifier.isAlive()).isTrue();
            hub.restart();
            Duration away = Duration.ofNanos(System.nanoTime() - from);
            assertThat(verifier.awaitExit(200)).as(verifier.output()).isZero();

            JsonObject certificate =
                    (JsonObject) JsonReader.read(Files.readString(directory.resolve("certificate.json")));
            assertThat(certificate.members().get("passed")).isEqualTo(new JsonBoolean(true));
            assertThat(number(certificate, "stored")).isEqualTo(number(certificate, "sent"));
            assertThat(number(certificate, "duplicated")).isZero();
            Set<Long> stored = new TreeSet<>(hub.get("/api/v1/readings?device=" + WATCHED + "&metric=temperature")
                    .lines()
                    .skip(1)
                    .map(line -> Timestamps.micros(Instant.parse(line.split(",", 2)[0])))
                    .toList());
            assertThat(stored).hasSizeGreaterThan(10);
            for (LiveFollower viewer : viewers) {
                await("each viewer sees all")
                        .atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertThat(viewer.times()).containsAll(stored));
                assertThat(viewer.retries())
                        .as("told when to come back")
                        .hasSize(1)
                        .allMatch(millis -> millis >= 2_000);
                assertThat(viewer.problems()).isEmpty();
            }
            System.out.printf(
                    "drain of %d devices and %d viewers: stopped after %d ms, ready again after %d ms, %d readings, %d sent again%n",
                    DEVICES,
                    VIEWERS,
                    drain.toMillis(),
                    away.toMillis(),
                    number(certificate, "stored"),
                    number(certificate, "resent"));
        } finally {
            viewers.forEach(LiveFollower::close);
        }
    }

    private ChildProcess verify(HubProcess hub) {
        return Simulator.verify(
                hub,
                directory.resolve("logs"),
                directory.resolve("ledger"),
                "--devices",
                String.valueOf(DEVICES),
                "--prefix",
                "drain-",
                "--interval",
                DEVICES > 1_000 ? "PT5S" : "PT0.2S",
                "--duration",
                DEVICES > 1_000 ? "PT60S" : "PT20S",
                "--json",
                directory.resolve("certificate.json").toString());
    }

    private static long number(JsonObject object, String name) {
        return ((JsonNumber) Objects.requireNonNull(object.members().get(name))).asLong();
    }
}

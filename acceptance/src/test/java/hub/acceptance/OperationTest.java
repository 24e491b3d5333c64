package hub.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import hub.json.JsonReader;
import hub.json.JsonSyntaxException;
import hub.json.JsonValue.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does to a hub, and what the machine does to it. */
@Timeout(180)
class OperationTest {

    private static final int DESCRIPTORS = 200;

    @TempDir
    private Path directory;

    @Test
    void aHangupReloadsAndTheLogIsJsonWithoutSecrets() throws IOException, JsonSyntaxException {
        assumeFalse(isHangupIgnored(), "SIGHUP is ignored by all that nohup starts");
        Path config = Files.writeString(directory.resolve("hub.properties"), "max-viewers = 7\nlog-format = json\n");
        try (HubProcess hub = HubProcess.start(directory, "--config", config.toString())) {
            Files.writeString(config, "max-viewers = 8\nlog-format = json\nfold-age = PT3M\n");
            hub.signal("HUP");
            await().until(() -> hub.get("/metrics").contains("hub_config_reloads_total{outcome=\"applied\"} 1.0"));
            Files.writeString(config, "max-viewers = many\n");
            hub.signal("HUP");
            await().until(() -> hub.get("/metrics").contains("hub_config_reloads_total{outcome=\"refused\"} 1.0"));
            assertThat(hub.get("/readyz")).contains("'many' is not an int");
            assertThat(hub.isAlive()).isTrue();
            device(hub, "A?token=Canary7secret").abort();
            hub.terminate();
            assertThat(hub.log()).hasSizeGreaterThan(5).noneMatch(line -> line.contains("Canary7"));
            for (String line : hub.log()) {
                assertThat(JsonReader.read(line)).as(line).isInstanceOf(JsonObject.class);
            }
            assertThat(hub.log())
                    .anyMatch(line -> line.contains("max-viewers is now 8, was 7"))
                    .anyMatch(line -> line.contains("at the next start only: [fold-age]"));
        }
    }

    /** What is ignored when a process starts stays so, and Java leaves it so. */
    private static boolean isHangupIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1) != 0);
    }

    @Test
    void runsOutOfFileDescriptorsAndRecoversByItself() throws IOException {
        try (HubProcess hub = HubProcess.startWithDescriptors(directory, DESCRIPTORS)) {
            assertThat(hub.metric("process_max_fds")).isEqualTo(DESCRIPTORS);
            WebSocket early = device(hub, "early");
            List<Socket> strangers = new ArrayList<>();
            for (int i = 0; i < 2 * DESCRIPTORS; i++) {
                strangers.add(new Socket(InetAddress.getLoopbackAddress(), hub.port()));
            }
            // Who is there is served all the same: its readings are stored.
            early.sendText("{\"type\":\"reading\",\"values\":{\"pm2_5\":7.35}}", true)
                    .join();
            await("exhaustion").pollDelay(Duration.ofSeconds(2)).until(hub::isAlive);
            for (Socket stranger : strangers) {
                stranger.close();
            }
            await("recovery")
                    .atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> hub.metric("process_open_fds") < DESCRIPTORS / 2.0 + 50);
            WebSocket late = device(hub, "late");
            late.sendText("{\"type\":\"reading\",\"values\":{\"pm2_5\":1.25}}", true)
                    .join();
            await().untilAsserted(() -> assertThat(hub.get("/api/v1/readings?device=late&metric=pm2_5"))
                    .as(hub.get("/readyz") + hub.output())
                    .contains("1.25"));
            assertThat(hub.get("/api/v1/readings?device=early&metric=pm2_5")).contains("7.35");
            assertThat(hub.get("/readyz")).contains("\"status\":\"ready\"");
        }
    }

    private static WebSocket device(HubProcess hub, String id) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(5))
                .buildAsync(URI.create(hub.webSocketAddress() + "/ws/devices/" + id), new WebSocket.Listener() {})
                .join();
    }
}

package hub.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.json.JsonReader;
import hub.json.JsonSyntaxException;
import hub.json.JsonValue.JsonBoolean;
import hub.json.JsonValue.JsonNumber;
import hub.json.JsonValue.JsonObject;
import hub.protocol.Timestamps;
import hub.protocol.frame.ReadingsFrameEncoder;
import hub.protocol.frame.TimeMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The proof that users can run: it passes whatever is killed, and fails when a hub has forgotten or made up something. */
@Timeout(300)
class VerifyTest {

    @TempDir
    private Path directory;

    @Test
    void passesThoughHubAndVerifierAreKilledAndConnectionsDrop() {
        try (HubProcess hub = HubProcess.start(directory, "--fold-readings", "20000")) {
            try (ChildProcess first = verify(hub, "--chaos", "--duration", "PT10M")) {
                awaitStored(hub, 5_000);
                hub.kill();
                hub.restart();
                awaitStored(hub, 5_000);
                first.kill();
            }
            long sentByFirst = ledgerRecords();
            try (ChildProcess second = verify(hub, "--chaos", "--duration", "PT12S")) {
                awaitStored(hub, 10_000);
                hub.kill();
                assertThat(second.isAlive()).as("the verifier goes on").isTrue();
                hub.restart();

                assertThat(second.awaitExit(120)).as(second.output()).isZero();
            }
            JsonObject certificate = certificate();

            assertThat(certificate.members().get("passed")).isEqualTo(new JsonBoolean(true));
            assertThat(number(certificate, "sent")).isGreaterThan(10_000);
            assertThat(number(certificate, "acknowledged")).isEqualTo(number(certificate, "sent"));
            assertThat(number(certificate, "stored")).isEqualTo(number(certificate, "sent"));
            assertThat(number(certificate, "resent")).isPositive();
            JsonObject live =
                    (JsonObject) Objects.requireNonNull(certificate.members().get("live"));
            assertThat(number(live, "compared")).isPositive();
            assertThat(number(live, "connections")).isGreaterThan(1);
            assertThat(ledgerRecords()).isGreaterThan(sentByFirst);
        }
    }

    @Test
    void findsWhatSomebodyElseWroteOverAndAdded() {
        try (HubProcess hub = HubProcess.start(directory)) {
            send(hub, "PT2S");
            List<String> row = List.of(hub.get("/api/v1/readings?device=proof-0001&metric=humidity")
                    .lines()
                    .toList()
                    .get(7)
                    .split(",", -1));
            long micros = Timestamps.micros(Instant.parse(row.get(0)));
            overwrite(hub, micros, Double.parseDouble(row.get(3)) + 1);

            assertThat(check(hub)).isEqualTo(1);
            assertFaults(0, 1, 1);
        }
    }

    @Test
    void findsThatAHubHasForgottenWhatItAcknowledged() {
        try (HubProcess hub = HubProcess.start(directory.resolve("one"))) {
            send(hub, "PT2S");
            assertThat(check(hub)).isZero();
        }
        long sent = number(certificate(), "sent");
        assertThat(sent).isPositive();
        try (HubProcess empty = HubProcess.start(directory.resolve("another"))) {
            assertThat(check(empty)).isEqualTo(1);
            assertFaults(sent, 0, 0);
        }
    }

    @Test
    void aHubThatIsNotThereIsAnotherExitCodeThanAFault() {
        HubProcess hub = HubProcess.start(directory);
        hub.close();
        try (ChildProcess verifier = verify(hub, "--duration", "PT1S")) {
            assertThat(verifier.awaitExit(60)).isEqualTo(2);
            assertThat(verifier.output()).contains("is the hub running, and is --hub right?");
        }
    }

    private void send(HubProcess hub, String duration) {
        try (ChildProcess verifier = verify(hub, "--duration", duration)) {
            assertThat(verifier.awaitExit(120)).as(verifier.output()).isZero();
        }
    }

    private int check(HubProcess hub) {
        try (ChildProcess verifier = Simulator.verify(
                hub,
                directory.resolve("logs"),
                directory.resolve("ledger"),
                "--check-only",
                "--json",
                directory.resolve("certificate.json").toString())) {
            return verifier.awaitExit(120);
        }
    }

    private ChildProcess verify(HubProcess hub, String... options) {
        List<String> common = List.of(
                "--devices",
                "12",
                "--prefix",
                "proof-",
                "--interval",
                "PT0.02S",
                "--json",
                directory.resolve("certificate.json").toString());
        String[] all = Stream.concat(common.stream(), Stream.of(options)).toArray(String[]::new);
        return Simulator.verify(hub, directory.resolve("logs"), directory.resolve("ledger"), all);
    }

    /** Writes one reading over, and adds one 100 µs behind it. */
    private static void overwrite(HubProcess hub, long micros, double value) {
        double stored = hub.metric("hub_readings_stored_total");
        WebSocket device = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(hub.webSocketAddress() + "/ws/devices/proof-0001"), new WebSocket.Listener() {})
                .join();
        ReadingsFrameEncoder frame = ReadingsFrameEncoder.based(TimeMode.ABSOLUTE, true, true, true, 1, 1, micros);
        frame.add(6, 0, value).add(6, 100, value);
        // In the JDK's client, which masks a buffer as if it were big-endian.
        device.sendBinary(frame.encode().order(ByteOrder.BIG_ENDIAN), true).join();
        await().until(() -> hub.metric("hub_readings_stored_total") >= stored + 2);
        device.abort();
    }

    private void assertFaults(long missing, long wrong, long unsent) {
        JsonObject certificate = certificate();
        assertThat(certificate.members().get("passed")).isEqualTo(new JsonBoolean(false));
        assertThat(number(certificate, "missing")).isEqualTo(missing);
        assertThat(number(certificate, "wrong")).isEqualTo(wrong);
        assertThat(number(certificate, "unsent")).isEqualTo(unsent);
        assertThat(number(certificate, "duplicated")).isZero();
        assertThat(number(certificate, "reordered")).isZero();
    }

    private JsonObject certificate() {
        try {
            return (JsonObject) JsonReader.read(Files.readString(directory.resolve("certificate.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JsonSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static long number(JsonObject object, String name) {
        return ((JsonNumber) Objects.requireNonNull(object.members().get(name))).asLong();
    }

    private long ledgerRecords() {
        try {
            return Files.size(directory.resolve("ledger").resolve("frames"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitStored(HubProcess hub, double readings) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> hub.metric("hub_readings_stored_total") >= readings);
    }
}

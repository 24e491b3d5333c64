package hub.admin;

import static org.assertj.core.api.Assertions.assertThat;

import hub.json.JsonValue.JsonObject;
import hub.testing.Frames;
import hub.testing.Json;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device that is removed leaves its data, or takes all of it along: out of every answer, at once and for good. */
class ErasureTest {

    private static final String DEVICES = "/api/v1/registry/devices";
    private static final String ERASE_A = DEVICES + "/A?data=erase";

    /** Each tells of a device, one way or another. */
    private static final List<String> QUESTIONS = List.of(
            "/api/v1/devices",
            "/api/v1/readings?device=A&from=2000-01-01T00:00:00Z",
            "/api/v1/latest",
            "/api/v1/series",
            "/api/v1/metrics",
            "/api/v1/events",
            "/api/v1/events?device=A",
            "/api/v1/prometheus/api/v1/series?match[]=soil_moisture",
            DEVICES);

    @TempDir
    Path folder;

    private Path data = Path.of("");
    private String adminToken = "";

    @BeforeEach
    void makeAdmin() {
        data = folder.resolve("data");
        adminToken = DeviceCallsTest.adminToken(data);
    }

    private TestHub start(Path path) {
        return TestHub.start(path, TestHub.Settings::withTokens);
    }

    private Calls admin(TestHub hub) {
        return new Calls(hub, adminToken);
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }

    private static Peer connect(TestHub hub, String device, String token) {
        return hub.welcomed(device, bearer(token));
    }

    /** Says what it is, sends readings, is told a command: there is something of it everywhere. */
    private Peer live(TestHub hub, String device) {
        Calls admin = admin(hub);
        String added = "{\"id\":\"%s\",\"notes\":\"secret note\"}".formatted(device);
        Peer peer = connect(hub, device, admin.text("POST", DEVICES, added, 201, "token"));
        peer.sendText("{\"type\":\"hello\",\"firmware\":\"secret-" + device + "\",\"location\":{\"lat\":57,\"lon\":-2},"
                + "\"channels\":[{\"id\":1000,\"metric\":\"soil_moisture\",\"unit\":\"%\"}]}");
        peer.sendText("{\"type\":\"reading\",\"epoch\":7,\"seq\":18,\"values\":{\"pm2_5\":7.4,\"soil_moisture\":21}}");
        peer.awaitText("ack");
        assertThat(admin.status("POST", "/api/v1/devices/" + device + "/commands", "{\"name\":\"restart\"}"))
                .isEqualTo(201);
        peer.awaitText("command");
        return peer;
    }

    private void assertNothingOfA(TestHub hub) {
        Calls admin = admin(hub);
        for (String question : QUESTIONS) {
            HttpResponse<String> answer = admin.send("GET", question, "");
            assertThat(answer.statusCode()).as(question).isEqualTo(200);
            assertThat(answer.body()).as(question).doesNotContain("\"A\"", ",A,", "secret-A");
        }
        for (String part : List.of("", "/commands", "/sessions")) {
            assertThat(admin.status("GET", "/api/v1/devices/A" + part, ""))
                    .as(part)
                    .isEqualTo(404);
        }
        assertThat(admin.send("POST", "/api/v1/sql", "{\"sql\":\"SELECT device FROM latest\"}")
                        .body())
                .contains("B")
                .doesNotContain("A\n", "A\r");
        String[] token = {"Authorization", "Bearer " + adminToken};
        assertThat(hub.get("/api/v1/readings?device=B&from=2000-01-01T00:00:00Z", token)
                        .body()
                        .lines())
                .hasSize(3);
    }

    @Test
    void everythingGoesAtOnceAndStaysGone() {
        Path crashed = folder.resolve("crashed");
        try (TestHub hub = start(data);
                Peer device = live(hub, "A");
                Peer other = live(hub, "B")) {
            assertThat(admin(hub).text("DELETE", ERASE_A, "", 200, "data")).isEqualTo("erased");
            assertNothingOfA(hub);
            assertThat(device.awaitClose()).isEqualTo(4401);
            hub.copy(crashed);
            assertNothingOfA(hub);
            other.sendText("{\"type\":\"reading\",\"epoch\":7,\"seq\":18,\"values\":{\"pm2_5\":7.4}}");
            other.awaitText("ack");
        }
        for (Path path : List.of(data, crashed)) {
            try (TestHub hub = start(path)) {
                assertNothingOfA(hub);
            }
        }
    }

    @Test
    void whoeverComesAgainBeginsAnew() {
        try (TestHub hub = start(data)) {
            Peer first = live(hub, "A");
            Peer other = live(hub, "B");
            assertThat(admin(hub).status("DELETE", ERASE_A, "")).isEqualTo(200);
            assertThat(first.awaitClose()).isEqualTo(4401);
            String token = admin(hub).text("POST", DEVICES, "{\"id\":\"A\"}", 201, "token");
            Peer again = hub.device("A", bearer(token));
            assertThat(again.awaitText("welcome").toString()).doesNotContain("seq");
            // The channel that it declared in its first life is gone, and the number is new.
            again.sendBinary(Frames.hubTime(7, 18, 1.5));
            again.awaitAck(7, 18);
            assertThat(admin(hub).send("GET", "/metrics", "").body()).contains("\nhub_frames_duplicate_total 0.0\n");
            JsonObject shown =
                    Json.object(admin(hub).send("GET", "/api/v1/devices/A", "").body());
            assertThat(shown.toString()).doesNotContain("secret-A", "soil_moisture");
            other.close();
        }
    }

    @Test
    void withoutBeingAskedToTheDataStays() {
        try (TestHub hub = start(data);
                Peer device = live(hub, "A");
                Peer other = live(hub, "B")) {
            Calls admin = admin(hub);
            assertThat(admin.status("DELETE", DEVICES + "/A?data=maybe", "")).isEqualTo(400);
            assertThat(admin.status("DELETE", DEVICES + "/A?date=erase", "")).isEqualTo(400);
            assertThat(admin.text("DELETE", DEVICES + "/A", "", 200, "data")).isEqualTo("kept");
            assertThat(device.awaitClose()).isEqualTo(4401);
            assertThat(admin.send("GET", QUESTIONS.get(1), "").body()).contains(",A,");
            assertThat(admin.status("DELETE", DEVICES + "/A", "")).isEqualTo(404);
            // What was left can go later.
            assertThat(admin.text("DELETE", ERASE_A, "", 200, "data")).isEqualTo("erased");
            assertNothingOfA(hub);
            assertThat(admin.status("DELETE", ERASE_A, "")).isEqualTo(404);
            List<JsonObject> log =
                    Json.array(admin.send("GET", "/api/v1/audit", "").body());
            assertThat(Json.text(log.get(0), "action")).isEqualTo("erase");
            assertThat(Json.text(log.get(0), "name")).isEqualTo("A");
            assertThat(log.get(0).toString()).doesNotContain("secret note");
            assertThat(Json.text(log.get(1), "action")).isEqualTo("remove");
            assertThat(other.pings()).isZero();
        }
    }

    @Test
    void whatADeviceSendsMeanwhileDoesNotComeBehind() throws InterruptedException {
        try (TestHub hub = start(data);
                Peer other = live(hub, "B")) {
            for (int round = 1; round <= 10; round++) {
                String token = admin(hub).text("POST", DEVICES, "{\"id\":\"A\"}", 201, "token");
                Peer device = connect(hub, "A", token);
                Thread sender = new Thread(() -> send(device));
                sender.start();
                device.awaitAck(1, 20);
                assertThat(admin(hub).status("DELETE", ERASE_A, "")).isEqualTo(200);
                assertNothingOfA(hub);
                sender.join();
                assertNothingOfA(hub);
            }
            assertThat(other.pings()).isZero();
        }
        try (TestHub hub = start(data)) {
            assertNothingOfA(hub);
        }
    }

    /** Until the hub ends it. */
    private static void send(Peer device) {
        try {
            for (int seq = 1; seq < 100_000; seq++) {
                device.sendBinary(Frames.hubTime(1, seq, seq));
                if (seq % 7 == 0) {
                    device.sendText("{\"type\":\"hello\",\"firmware\":\"" + seq + "\"}");
                }
            }
        } catch (RuntimeException e) {
            assertThat(e).hasCauseInstanceOf(IOException.class);
        }
    }
}

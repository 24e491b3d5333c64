package hub.admin;

import static org.assertj.core.api.Assertions.assertThat;

import hub.json.JsonValue.JsonObject;
import hub.registry.Actor;
import hub.registry.Permission;
import hub.registry.Registry;
import hub.store.DataDirectory;
import hub.testing.Json;
import hub.testing.Peer;
import hub.testing.RawHttp;
import hub.testing.TestHub;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices are registered, get tokens, lose them: over HTTP, on a real hub. */
class DeviceCallsTest {

    private static final String DEVICES = "/api/v1/registry/devices";
    private static final Actor TEST = new Actor("test", "this machine");

    @TempDir
    Path data;

    private String adminToken = "";

    private TestHub start() {
        return TestHub.start(data, TestHub.Settings::withTokens);
    }

    /** A hub that is closed to strangers, with a token of all scopes. */
    private TestHub startWithAdmin() {
        adminToken = adminToken(data);
        return start();
    }

    private Calls admin(TestHub hub) {
        return new Calls(hub, adminToken);
    }

    static String adminToken(Path data) {
        try (DataDirectory directory = DataDirectory.open(data);
                Registry registry = Registry.open(directory.registry(), () -> System.currentTimeMillis() * 1_000)) {
            return registry.tokens().add(TEST, "all", Set.of(Permission.values()), Long.MAX_VALUE);
        }
    }

    private static int connect(TestHub hub, String device, String token) {
        List<String> headers = new ArrayList<>(RawHttp.upgrade(hub.address()));
        headers.add("Authorization: Bearer " + token);
        return RawHttp.ask(hub.address(), "GET /ws/devices/" + device + " HTTP/1.1", headers)
                .status();
    }

    @Test
    void aDeviceIsAddedChangedAndRemoved() {
        try (TestHub hub = startWithAdmin()) {
            Calls admin = admin(hub);
            String token =
                    admin.text("POST", DEVICES, "{\"id\":\"A\",\"tags\":[\"roof\"],\"notes\":\"n\"}", 201, "token");
            assertThat(token).hasSize(32);
            assertThat(connect(hub, "A", token)).isEqualTo(101);
            assertThat(connect(hub, "B", token)).isEqualTo(401);
            assertThat(admin.status("POST", DEVICES, "{\"id\":\"A\"}")).isEqualTo(409);
            assertThat(admin.send("POST", DEVICES, "{\"id\":\"B\",\"tag\":[]}").body())
                    .contains("known are");
            String changed = admin.send(
                            "PATCH",
                            DEVICES + "/A",
                            "{\"disabled\":true,\"location\":{\"lat\":57.123456,\"lon\":-2.1}}")
                    .body();
            assertThat(changed)
                    .contains("\"disabled\":true", "57.123456", "\"roof\"", "\"notes\":\"n\"", "\"tokens\":1");
            assertThat(changed).doesNotContain(token).doesNotContain("sha256");
            assertThat(connect(hub, "A", token)).isEqualTo(403);
            assertThat(admin.status("DELETE", DEVICES + "/A", "")).isEqualTo(200);
            assertThat(connect(hub, "A", token)).isEqualTo(401);
            assertThat(admin.status("GET", DEVICES + "/A", "")).isEqualTo(404);
            assertThat(admin.status("PUT", DEVICES, "")).isEqualTo(405);
        }
    }

    @Test
    void twoTokensOpenUntilTheGraceIsOver() {
        try (TestHub hub = startWithAdmin()) {
            Calls admin = admin(hub);
            String old = admin.text("POST", DEVICES, "{\"id\":\"A\"}", 201, "token");
            String next = admin.text("POST", DEVICES + "/A/rotate", "{\"grace\":\"PT1H\"}", 200, "token");
            assertThat(connect(hub, "A", old)).isEqualTo(101);
            assertThat(connect(hub, "A", next)).isEqualTo(101);
            JsonObject told = Json.object(admin.send("GET", DEVICES + "/A", "").body());
            Instant now = Instant.ofEpochMilli(hub.clocks.clocks().millis());
            assertThat(Instant.parse(Json.text(told, "tokenMade"))).isBetween(now.minusSeconds(1), now);
            assertThat(Instant.parse(Json.text(told, "created"))).isBetween(now.minusSeconds(1), now);
            assertThat(Instant.parse(Json.text(told, "olderTokenUntil")))
                    .isBetween(now.plusSeconds(3_599), now.plusSeconds(3_600));
            String third = admin.text("POST", DEVICES + "/A/rotate", "{\"grace\":\"PT1H\"}", 200, "token");
            assertThat(connect(hub, "A", old)).isEqualTo(401);
            assertThat(connect(hub, "A", next)).isEqualTo(101);
            hub.clocks.advance(Duration.ofMinutes(61));
            assertThat(connect(hub, "A", next)).isEqualTo(401);
            assertThat(connect(hub, "A", third)).isEqualTo(101);
            assertThat(admin.send("GET", DEVICES + "/A", "").body())
                    .contains("\"tokens\":1", "\"olderTokenUntil\":null");
        }
    }

    @Test
    void aRevokedDeviceIsSentAwayWithinASecond() {
        try (TestHub hub = startWithAdmin()) {
            Calls admin = admin(hub);
            String token = admin.text("POST", DEVICES, "{\"id\":\"A\"}", 201, "token");
            String other = admin.text("POST", DEVICES, "{\"id\":\"B\"}", 201, "token");
            Peer device = hub.welcomed("A", "Authorization: Bearer " + token);
            Peer stays = hub.welcomed("B", "Authorization: Bearer " + other);
            long before = System.nanoTime();
            assertThat(admin.status("POST", DEVICES + "/A/revoke", "")).isEqualTo(204);
            assertThat(device.awaitClose()).isEqualTo(4401);
            assertThat(System.nanoTime() - before).isLessThan(1_000_000_000L);
            assertThat(connect(hub, "A", token)).isEqualTo(401);
            assertThat(connect(hub, "A", adminToken)).as("with another's token").isEqualTo(403);
            assertThat(connect(hub, "C", adminToken)).isEqualTo(101);
            stays.sendText("{\"type\":\"reading\",\"epoch\":1,\"seq\":1,\"values\":{\"pm2_5\":1}}");
            stays.awaitText("ack");
        }
    }

    @Test
    void allIsThereAfterARestartAndInTheLog() {
        String token;
        try (TestHub hub = startWithAdmin()) {
            Calls admin = admin(hub);
            HttpResponse<String> answer = admin.sendAs(
                    "text/csv",
                    "POST",
                    "/api/v1/registry/import",
                    "device,tags,lat,lon,notes\r\nA,roof;north,57.1,-2.1,\"a, \"\"b\"\"\"\r\nB,,,,\r\n");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            List<String> lines = answer.body().lines().toList();
            assertThat(lines).hasSize(3).first().isEqualTo("device,token");
            token = lines.get(1).substring(2);
            assertThat(admin.sendAs("text/csv", "POST", "/api/v1/registry/import", "device\nC\nA\n")
                            .statusCode())
                    .isEqualTo(409);
            assertThat(admin.status("GET", DEVICES + "/C", "")).isEqualTo(404);
        }
        try (TestHub hub = start()) {
            Calls admin = admin(hub);
            assertThat(connect(hub, "A", token)).isEqualTo(101);
            assertThat(admin.send("GET", DEVICES + "/A", "").body()).contains("a, \\\"b\\\"", "north", "roof");
            HttpResponse<String> log = admin.send("GET", "/api/v1/audit", "");
            List<JsonObject> changes = Json.array(log.body());
            assertThat(changes).hasSize(3); // The token of this test, and two devices.
            assertThat(Json.text(changes.get(0), "name")).isEqualTo("B");
            assertThat(Json.text(changes.get(0), "actor")).isEqualTo("token all");
            assertThat(Json.text(changes.get(0), "address")).isEqualTo("127.0.0.1");
            assertThat(log.body()).doesNotContain(token).doesNotContain("sha256");
        }
    }

    @Test
    void aFleetsKeyGetsEachDeviceOneToken() {
        try (TestHub hub = startWithAdmin()) {
            Calls admin = admin(hub);
            String key = admin.text(
                    "POST",
                    "/api/v1/fleet-keys",
                    "{\"name\":\"spring\",\"prefix\":\"s-\",\"tags\":[\"new\"],\"claims\":2}",
                    201,
                    "key");
            Calls device = new Calls(hub, key);
            String token = device.text("POST", "/api/v1/claim", "{\"id\":\"s-1\"}", 201, "token");
            assertThat(connect(hub, "s-1", token)).isEqualTo(101);
            assertThat(connect(hub, "s-1", key)).isEqualTo(401);
            assertThat(device.status("POST", "/api/v1/claim", "{\"id\":\"s-1\"}"))
                    .isEqualTo(409);
            assertThat(device.status("POST", "/api/v1/claim", "{\"id\":\"t-1\"}"))
                    .isEqualTo(403);
            assertThat(new Calls(hub, "wrong").status("POST", "/api/v1/claim", "{\"id\":\"s-2\"}"))
                    .isEqualTo(401);
            assertThat(device.status("POST", "/api/v1/claim", "{\"id\":\"s-2\"}"))
                    .isEqualTo(201);
            assertThat(device.status("POST", "/api/v1/claim", "{\"id\":\"s-3\"}"))
                    .isEqualTo(403);
            assertThat(admin.send("GET", DEVICES + "/s-2", "").body()).contains("\"new\"");
            assertThat(admin.status("POST", DEVICES + "/s-2/revoke", "")).isEqualTo(204);
            assertThat(device.status("POST", "/api/v1/claim", "{\"id\":\"s-2\"}"))
                    .isEqualTo(403);
            assertThat(admin.status("DELETE", "/api/v1/fleet-keys/spring", "")).isEqualTo(204);
            assertThat(device.status("POST", "/api/v1/claim", "{\"id\":\"s-4\"}"))
                    .isEqualTo(401);
            assertThat(connect(hub, "s-1", token)).isEqualTo(101);
        }
    }

    private static String makeKey(Calls admin, String name, String prefix) {
        String body = "{\"name\":\"%s\",\"prefix\":\"%s\"}".formatted(name, prefix);
        return admin.text("POST", "/api/v1/fleet-keys", body, 201, "key");
    }

    /** Until too many have come; returns how many were looked at. */
    private static int claims(Calls device) {
        int looked = 0;
        while (looked < 200 && device.status("POST", "/api/v1/claim", "{\"id\":\"x-1\"}") != 429) {
            looked++;
        }
        return looked;
    }

    @Test
    void wrongKeysAreSlowedAndKeepNoGoodOneOut() {
        try (TestHub hub = startWithAdmin()) {
            Calls good = new Calls(hub, makeKey(admin(hub), "spring", "s-"));
            Calls other = new Calls(hub, makeKey(admin(hub), "summer", "u-"));
            assertThat(claims(new Calls(hub, "wrong"))).isEqualTo(120);
            assertThat(claims(new Calls(hub, ""))).as("of the same address").isZero();
            assertThat(good.status("POST", "/api/v1/claim", "{\"id\":\"s-1\"}")).isEqualTo(201);
            assertThat(claims(good)).isEqualTo(119);
            assertThat(other.status("POST", "/api/v1/claim", "{\"id\":\"u-1\"}"))
                    .isEqualTo(201);
            hub.clocks.advance(Duration.ofSeconds(61));
            assertThat(good.status("POST", "/api/v1/claim", "{\"id\":\"s-2\"}")).isEqualTo(201);
        }
    }

    @Test
    void aFleetsKeyIsForNamesThatBeginAlike() {
        try (TestHub hub = startWithAdmin()) {
            for (String rest :
                    List.of("", ",\"prefix\":\"\"", ",\"prefix\":\"a/b\"", ",\"prefix\":\"" + "x".repeat(64) + "\"")) {
                assertThat(admin(hub)
                                .send("POST", "/api/v1/fleet-keys", "{\"name\":\"any\"" + rest + "}")
                                .body())
                        .contains("\"status\":400", "ids begin with");
            }
            Calls device = new Calls(hub, makeKey(admin(hub), "spring", "s-"));
            assertThat(device.status("POST", "/api/v1/claim", "{\"id\":\"s-\"}"))
                    .isEqualTo(201);
            assertThat(device.status("POST", "/api/v1/claim", "{\"id\":\"S-1\"}"))
                    .isEqualTo(403);
        }
    }
}

package hub.admin;

import static org.assertj.core.api.Assertions.assertThat;

import hub.json.JsonValue.JsonBoolean;
import hub.json.JsonValue.JsonObject;
import hub.security.AccessOptions;
import hub.testing.Json;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions are listed and ended by whoever may: over HTTP, on a real hub. */
class SessionCallsTest {

    private static final String SESSIONS = "/api/v1/sessions";

    @TempDir
    Path data;

    private static List<JsonObject> sessions(TestHub hub, String cookie) {
        return Json.array(hub.get(SESSIONS, "Cookie", cookie).body());
    }

    private static int delete(TestHub hub, String path, String cookie) {
        String own = "http://" + hub.address().getAuthority();
        return new Calls(hub, "").status("DELETE", path, "", "Cookie", cookie, "Origin", own);
    }

    private static int readsDevices(TestHub hub, String cookie) {
        return hub.get("/api/v1/devices", "Cookie", cookie).statusCode();
    }

    @Test
    void eachSessionIsToldWithoutWhatOpensIt() {
        try (TestHub hub = LoginTest.start(data, AccessOptions.DEFAULT)) {
            String ann = LoginTest.session(hub, "ann");
            hub.clocks.advance(Duration.ofMinutes(10));
            String vic = LoginTest.session(hub, "vic");
            List<JsonObject> told = sessions(hub, ann);
            assertThat(told).extracting(one -> Json.text(one, "name")).containsExactly("user vic", "user ann");
            assertThat(told.get(0).members()).containsEntry("own", new JsonBoolean(false));
            assertThat(told.get(1).members()).containsEntry("own", new JsonBoolean(true));
            assertThat(Json.text(told.get(0), "address")).isEqualTo("127.0.0.1");
            assertThat(Json.text(told.get(0), "browser")).startsWith("Java-http-client");
            Duration between = Duration.between(
                    Instant.parse(Json.text(told.get(1), "opened")), Instant.parse(Json.text(told.get(0), "opened")));
            assertThat(between).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(11));
            String secret = vic.substring(vic.indexOf('=') + 1);
            assertThat(hub.get(SESSIONS, "Cookie", ann).body()).doesNotContain(secret);
            assertThat(readsDevices(hub, "hub-session=" + Json.text(told.get(0), "id")))
                    .isEqualTo(401);
        }
    }

    @Test
    void anEndedSessionIsOverAtOnceAndNoted() {
        try (TestHub hub = LoginTest.start(data, AccessOptions.DEFAULT)) {
            String ann = LoginTest.session(hub, "ann");
            String vic = LoginTest.session(hub, "vic");
            Peer viewer = hub.viewer("Cookie: " + vic);
            String id = Json.text(sessions(hub, ann).get(0), "id");
            assertThat(delete(hub, SESSIONS + "/" + id, ann)).isEqualTo(204);
            assertThat(viewer.awaitClose()).isEqualTo(4401);
            assertThat(readsDevices(hub, vic)).isEqualTo(401);
            assertThat(delete(hub, SESSIONS + "/" + id, ann)).isEqualTo(404);
            JsonObject line =
                    Json.array(hub.get("/api/v1/audit", "Cookie", ann).body()).get(0);
            assertThat(Json.text(line, "kind")).isEqualTo("session");
            assertThat(Json.text(line, "name")).isEqualTo("user vic");
            assertThat(Json.text(line, "actor")).isEqualTo("user ann");
        }
    }

    @Test
    void allSessionsOfAUserAreEndedAndNobodyElses() {
        try (TestHub hub = LoginTest.start(data, AccessOptions.DEFAULT)) {
            String ann = LoginTest.session(hub, "ann");
            List<String> vics = List.of(LoginTest.session(hub, "vic"), LoginTest.session(hub, "vic"));
            assertThat(delete(hub, "/api/v1/users/vic/sessions", ann)).isEqualTo(204);
            assertThat(vics).allMatch(vic -> readsDevices(hub, vic) == 401);
            assertThat(readsDevices(hub, ann)).isEqualTo(200);
            assertThat(readsDevices(hub, LoginTest.session(hub, "vic"))).isEqualTo(200);
            assertThat(delete(hub, "/api/v1/users/nobody/sessions", ann)).isEqualTo(404);
        }
    }
}

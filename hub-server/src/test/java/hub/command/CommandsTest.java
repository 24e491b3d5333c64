package hub.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.json.JsonValue.JsonObject;
import hub.security.TokenFile;
import hub.testing.Json;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands from the call to the device's result, with devices that are there, come later, come again or never answer. */
class CommandsTest {

    private static final String BODY = "{\"name\":\"set-interval\",\"args\":{\"seconds\":30},\"expiresIn\":\"PT10M\"}";

    @TempDir
    Path data;

    private static HttpResponse<String> post(TestHub hub, String device, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        hub.address().resolve("/api/v1/devices/" + device + "/commands"))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return hub.send(
                (headers.length > 0 ? request.headers(headers) : request.header("Content-Type", "application/json"))
                        .build());
    }

    private static String issue(TestHub hub, String device) {
        HttpResponse<String> answer = post(hub, device, BODY);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        String id = Json.text(Json.object(answer.body()), "id");
        assertThat(answer.headers().firstValue("Location")).contains("/api/v1/devices/" + device + "/commands/" + id);
        return id;
    }

    private static JsonObject get(TestHub hub, String device, String id) {
        return Json.object(
                hub.get("/api/v1/devices/" + device + "/commands/" + id).body());
    }

    private static void awaitState(TestHub hub, String device, String id, String state) {
        await().untilAsserted(() ->
                assertThat(Json.text(get(hub, device, id), "state")).isEqualTo(state));
    }

    private static String takeCommand(Peer device) {
        return Json.text(device.takeText("command"), "id");
    }

    @Test
    void aCommandReachesADeviceThatIsThereAndItsResultIsKept() {
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            await().until(() -> hub.state("A").equals("online"));
            String id = issue(hub, "A");
            JsonObject command = device.takeText("command");
            assertThat(Json.text(command, "id")).isEqualTo(id);
            assertThat(Json.text(command, "name")).isEqualTo("set-interval");
            assertThat(Json.number(Json.object(command, "args"), "seconds")).isEqualTo(30);
            assertThat(device.shapes().data()).allMatch(shape -> shape.length() <= 1_024);
            awaitState(hub, "A", id, "sent");
            device.sendText("{\"type\":\"result\",\"id\":\"" + id + "\",\"ok\":true,\"data\":{\"was\":145}}");
            awaitState(hub, "A", id, "done");
            JsonObject done = get(hub, "A", id);
            assertThat(Json.number(Json.object(done, "data"), "was")).isEqualTo(145);
            assertThat(Json.text(done, "finished")).isNotBlank();
            assertThat(hub.events("A"))
                    .containsExactly(
                            "online",
                            "command-issued(" + id + ")",
                            "command-sent(" + id + ")",
                            "command-done(" + id + ")");
        }
    }

    @Test
    void aCommandIsSentAgainOverEachConnectionUntilThereIsAResultAlsoAfterARestart() {
        String id;
        try (TestHub hub = TestHub.start(data, settings -> settings.withFoldReadings(1))) {
            hub.welcomed("A").close();
            await().until(() -> hub.state("A").equals("offline"));
            id = issue(hub, "A");
            assertThat(Json.text(get(hub, "A", id), "state")).isEqualTo("pending");
            assertThat(takeCommand(hub.welcomed("A"))).isEqualTo(id);
            awaitState(hub, "A", id, "sent");
            assertThat(takeCommand(hub.welcomed("A"))).isEqualTo(id);
        }
        try (TestHub hub = TestHub.start(data)) {
            assertThat(Json.text(get(hub, "A", id), "state")).isEqualTo("sent");
            Peer device = hub.welcomed("A");
            assertThat(takeCommand(device)).isEqualTo(id);
            String failed = "{\"type\":\"result\",\"id\":\"" + id + "\",\"ok\":false,\"error\":\"no such setting\"}";
            device.sendText(failed).sendText(failed); // The second is passed over, not refused.
            awaitState(hub, "A", id, "failed");
            assertThat(Json.text(get(hub, "A", id), "error")).isEqualTo("no such setting");
            String next = issue(hub, "A");
            assertThat(takeCommand(device)).isEqualTo(next);
            assertThat(hub.metric("hub_frames_refused_total")).isZero();
        }
        try (TestHub hub = TestHub.start(data)) {
            List<String> states = new ArrayList<>();
            Json.array(hub.get("/api/v1/devices/A/commands").body())
                    .forEach(command -> states.add(Json.text(command, "state")));
            assertThat(states).containsExactly("failed", "sent");
        }
    }

    @Test
    void aCommandExpires() {
        try (TestHub hub = TestHub.start(data)) {
            hub.welcomed("A").close();
            await().until(() -> hub.state("A").equals("offline"));
            String id = issue(hub, "A");
            hub.clocks.advance(Duration.ofMinutes(11));
            awaitState(hub, "A", id, "expired");
            Peer device = hub.welcomed("A");
            String next = issue(hub, "A");
            assertThat(takeCommand(device)).isEqualTo(next);
        }
    }

    @Test
    void anAnswerToNoCommandIsRefused() {
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            await().until(() -> hub.state("A").equals("online"));
            String id = issue(hub, "A");
            Peer other = hub.welcomed("B");
            other.sendText("{\"type\":\"result\",\"id\":\"" + id + "\",\"ok\":true}");
            assertThat(Json.text(other.takeText("error"), "code")).isEqualTo("unknown-command");
            assertThat(takeCommand(device)).isEqualTo(id);
            assertThat(Json.text(get(hub, "A", id), "state")).isNotEqualTo("done");
        }
    }

    @Test
    void aDeviceHasSoManyOpenCommandsAtMost() {
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            await().until(() -> hub.state("A").equals("online"));
            for (int i = 0; i < CommandBook.MAX_OPEN; i++) {
                issue(hub, "A");
            }
            HttpResponse<String> refused = post(hub, "A", BODY);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body()).contains("32 open commands");
            String first = takeCommand(device);
            device.sendText("{\"type\":\"result\",\"id\":\"" + first + "\",\"ok\":true}");
            awaitState(hub, "A", first, "done");
            issue(hub, "A");
        }
    }

    @Test
    void longDataOfAResultIsLeftOut() {
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            await().until(() -> hub.state("A").equals("online"));
            String id = issue(hub, "A");
            device.sendText("{\"type\":\"result\",\"id\":\"" + id + "\",\"ok\":true,\"data\":{\"log\":\""
                    + "x".repeat(5_000) + "\"}}");
            awaitState(hub, "A", id, "done");
            assertThat(Json.number(Json.object(get(hub, "A", id), "data"), "leftOutCharacters"))
                    .isGreaterThan(5_000);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | not JSON",
                "[] | no object",
                "{} | name must be",
                "{\"name\":\"a b\"} | name must be",
                "{\"name\":\"a\",\"args\":[]} | args is no object",
                "{\"name\":\"a\",\"expiresIn\":\"PT0S\"} | expiresIn",
                "{\"name\":\"a\",\"expiresIn\":\"P31D\"} | expiresIn",
                "{\"name\":\"a\",\"expiresIn\":60} | expiresIn",
                "{\"name\":\"a\",\"when\":1} | member \"when\" is unknown",
            })
    void aBadRequestIsToldWhatIsWrong(String body, String problem) {
        try (TestHub hub = TestHub.start(data)) {
            hub.welcomed("A");
            await().until(() -> hub.state("A").equals("online"));
            HttpResponse<String> answer = post(hub, "A", body);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(Json.text(Json.object(answer.body()), "detail")).contains(problem);
        }
    }

    @Test
    void whatADeviceCannotTakeIsRefusedAndSoIsAnUnknownDevice() {
        try (TestHub hub = TestHub.start(data)) {
            assertThat(post(hub, "nobody", BODY).statusCode()).isEqualTo(404);
            assertThat(post(hub, "a%20b", BODY).statusCode()).isEqualTo(400);
            hub.welcomed("A");
            await().until(() -> hub.state("A").equals("online"));
            String large = "{\"name\":\"a\",\"args\":{\"text\":\"" + "x".repeat(1_000) + "\"}}";
            assertThat(post(hub, "A", large).statusCode()).isEqualTo(422);
            assertThat(post(hub, "A", "{\"name\":\"" + "x".repeat(5_000) + "\"}")
                            .statusCode())
                    .isEqualTo(413);
            assertThat(post(hub, "A", BODY, "Content-Type", "text/plain").statusCode())
                    .isEqualTo(415);
            assertThat(hub.get("/api/v1/devices/A/commands/c-1").statusCode()).isEqualTo(404);
            assertThat(Json.array(hub.get("/api/v1/devices/A/commands").body())).isEmpty();
        }
    }

    @Test
    void onlyOperatorsIssueAndOnlyViewersSee() {
        String device = TestHub.token(data, TokenFile.Kind.DEVICE, "A");
        String viewer = TestHub.token(data, TokenFile.Kind.VIEWER, "eve");
        String operator = TestHub.token(data, TokenFile.Kind.OPERATOR, "olga");
        try (TestHub hub = TestHub.start(data, TestHub.Settings::withTokens)) {
            for (String token : List.of(device, viewer, "wrong")) {
                assertThat(post(hub, "A", BODY, "Content-Type", "application/json", "Authorization", "Bearer " + token)
                                .statusCode())
                        .isEqualTo(token.equals(viewer) ? 403 : 401);
            }
            assertThat(post(hub, "A", BODY).statusCode()).isEqualTo(401);
            String[] asOperator = {"Content-Type", "application/json", "Authorization", "Bearer " + operator};
            assertThat(post(hub, "A", BODY, asOperator).statusCode()).isEqualTo(201); // It has not been there yet.
            assertThat(hub.get("/api/v1/devices/A/commands").statusCode()).isEqualTo(401);
            assertThat(hub.get("/api/v1/devices/A/commands", "Authorization", "Bearer " + viewer)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(takeCommand(hub.welcomed("A", "Authorization: Bearer " + device)))
                    .startsWith("c-");
        }
    }
}

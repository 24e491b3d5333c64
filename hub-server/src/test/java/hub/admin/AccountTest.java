package hub.admin;

import static org.assertj.core.api.Assertions.assertThat;

import hub.json.JsonValue.JsonObject;
import hub.registry.Actor;
import hub.registry.Registry;
import hub.registry.Role;
import hub.store.DataDirectory;
import hub.testing.Json;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user takes another password, by call and by page: over HTTP, on a real hub. */
class AccountTest {

    private static final String PASSWORD = "a good password";
    private static final String NEXT = "a better password";
    private static final String CALL = "/api/v1/session/password";
    private static final String FORM = "application/x-www-form-urlencoded";

    @TempDir
    Path data;

    private String token = "";

    @SuppressWarnings("NullAway.Init")
    private TestHub hub;

    @BeforeEach
    void start() {
        token = DeviceCallsTest.adminToken(data);
        try (DataDirectory directory = DataDirectory.open(data);
                Registry registry = Registry.open(directory.registry(), () -> 0)) {
            registry.users().add(new Actor("test", ""), "vic", Role.VIEWER, new Passwords().hash(PASSWORD));
        }
        hub = TestHub.start(data, TestHub.Settings::withTokens);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private String own() {
        return "http://" + hub.address().getAuthority();
    }

    private HttpResponse<String> logIn(String password) {
        return new Calls(hub, "").sendAs(FORM, "POST", "/login", "name=vic&password=" + encoded(password));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String cookie(HttpResponse<String> answer) {
        String cookie = answer.headers().firstValue("set-cookie").orElseThrow();
        return cookie.substring(0, cookie.indexOf(';'));
    }

    private HttpResponse<String> change(String session, String password, String next) {
        String body = "{\"password\":\"" + password + "\",\"newPassword\":\"" + next + "\"}";
        return new Calls(hub, "").send("POST", CALL, body, "Cookie", session, "Origin", own());
    }

    private int devices(String session) {
        return hub.get("/api/v1/devices", "Cookie", session).statusCode();
    }

    @Test
    void theOldOneIsAskedForAndOtherSessionsEnd() {
        String here = cookie(logIn(PASSWORD));
        String elsewhere = cookie(logIn(PASSWORD));
        Peer viewer = hub.viewer("Cookie: " + elsewhere);
        HttpResponse<String> changed = change(here, PASSWORD, NEXT);
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(204);
        assertThat(changed.headers().firstValue("set-cookie").orElseThrow()).contains("HttpOnly", "SameSite=Strict");
        assertThat(viewer.awaitClose()).isEqualTo(4401);
        assertThat(devices(elsewhere)).isEqualTo(401);
        assertThat(devices(here)).isEqualTo(401);
        assertThat(devices(cookie(changed))).isEqualTo(200);
        assertThat(logIn(PASSWORD).statusCode()).isEqualTo(401);
        assertThat(logIn(NEXT).statusCode()).isEqualTo(303);
        JsonObject line = Json.array(
                        new Calls(hub, token).send("GET", "/api/v1/audit", "").body())
                .get(0);
        assertThat(Json.text(line, "action")).isEqualTo("change password");
        assertThat(Json.text(line, "actor")).isEqualTo("user vic");
        assertThat(line.toString()).doesNotContain(PASSWORD, NEXT, "argon2");
    }

    @Test
    void whatIsWrongChangesNothing() {
        String here = cookie(logIn(PASSWORD));
        long before = System.nanoTime();
        assertThat(change(here, "not the password", NEXT).statusCode()).isEqualTo(403);
        assertThat(System.nanoTime() - before).as("answered late").isGreaterThan(250_000_000L);
        assertThat(change(here, PASSWORD, "short").body()).contains("10 to 256 characters");
        assertThat(change(here, PASSWORD, PASSWORD).statusCode()).isEqualTo(400);
        Calls nobody = new Calls(hub, "");
        String body = "{\"password\":\"" + PASSWORD + "\",\"newPassword\":\"" + NEXT + "\"}";
        assertThat(nobody.status("POST", CALL, body)).isEqualTo(401);
        assertThat(nobody.status("POST", CALL, body, "Cookie", here))
                .as("no page of the hub's")
                .isEqualTo(403);
        assertThat(nobody.status("POST", CALL, body, "Cookie", here, "Origin", "https://evil.example"))
                .isEqualTo(403);
        assertThat(new Calls(hub, token).send("POST", CALL, body).body()).contains("only a user");
        assertThat(devices(here)).isEqualTo(200);
        assertThat(logIn(PASSWORD).statusCode()).isEqualTo(303);
    }

    @Test
    void whoTriesPasswordsWithAStolenSessionIsSlowed() {
        String here = cookie(logIn(PASSWORD));
        List<CompletableFuture<Integer>> tries = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String wrong = "wrong password " + i;
            tries.add(CompletableFuture.supplyAsync(
                    () -> change(here, wrong, NEXT).statusCode(), task -> new Thread(task).start()));
        }
        List<Integer> answers = tries.stream().map(CompletableFuture::join).toList();
        assertThat(answers).contains(403, 429).containsOnly(403, 429);
        assertThat(answers.stream().filter(status -> status == 403)).hasSizeLessThan(10);
    }

    @Test
    void thePageDoesTheSame() {
        assertThat(hub.get("/account", "Accept", "text/html").headers().firstValue("location"))
                .hasValue("/login?to=%2Faccount");
        String here = cookie(logIn(PASSWORD));
        String elsewhere = cookie(logIn(PASSWORD));
        String page = hub.get("/account", "Cookie", here).body();
        assertThat(page).contains("user vic", "<form", "action=\"/account\"").doesNotContain("<script", "style=");
        assertThat(submit(here, PASSWORD, NEXT, "something else").body()).contains("not the same");
        assertThat(submit(here, "not the password", NEXT, NEXT).statusCode()).isEqualTo(403);
        HttpResponse<String> changed = submit(here, PASSWORD, NEXT, NEXT);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.body()).contains("The password is changed");
        assertThat(devices(elsewhere)).isEqualTo(401);
        assertThat(devices(cookie(changed))).isEqualTo(200);
        assertThat(hub.get("/account", "Authorization", "Bearer " + token).body())
                .contains("token all")
                .doesNotContain("<form");
    }

    private HttpResponse<String> submit(String session, String password, String next, String again) {
        String form = "password=" + encoded(password) + "&new=" + encoded(next) + "&again=" + encoded(again);
        return new Calls(hub, "").sendAs(FORM, "POST", "/account", form, "Cookie", session, "Origin", own());
    }
}

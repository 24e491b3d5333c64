package hub.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.registry.Actor;
import hub.registry.Registry;
import hub.registry.Role;
import hub.security.AccessOptions;
import hub.security.Sessions;
import hub.security.TokenFile;
import hub.store.DataDirectory;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People log in, stay, and are gone: over HTTP, on a real hub. */
class LoginTest {

    private static final String PASSWORD = "a good password";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path data;

    private TestHub start(AccessOptions options) {
        return start(data, options);
    }

    /** A hub with an admin ann and a viewer vic. */
    static TestHub start(Path data, AccessOptions options) {
        try (DataDirectory directory = DataDirectory.open(data);
                Registry registry = Registry.open(directory.registry(), () -> 0)) {
            Actor test = new Actor("test", "this machine");
            String hash = new Passwords().hash(PASSWORD);
            registry.users().add(test, "ann", Role.ADMIN, hash);
            registry.users().add(test, "vic", Role.VIEWER, hash);
        }
        return TestHub.start(data, settings -> settings.withTokens().withAccess(options));
    }

    private static HttpRequest login(TestHub hub, String name, String password, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(hub.address().resolve("/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "to=%2Fapi%2Fv1%2Fdevices&name=" + encoded(name) + "&password=" + encoded(password)));
        return (headers.length > 0 ? request.headers(headers) : request).build();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The cookie of a new session, as a browser sends it back. */
    static String session(TestHub hub, String name) {
        HttpResponse<String> answer = hub.send(login(hub, name, PASSWORD));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        assertThat(answer.headers().firstValue("location")).hasValue("/api/v1/devices");
        String cookie = answer.headers().firstValue("set-cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/;").doesNotContain("Secure");
        return cookie.substring(0, cookie.indexOf(';'));
    }

    private static int get(TestHub hub, String path, String cookie) {
        return hub.get(path, "Cookie", cookie).statusCode();
    }

    @Test
    void aSessionBeginsAtTheLoginAndEndsAtTheLogout() {
        try (TestHub hub = start(AccessOptions.DEFAULT)) {
            HttpResponse<String> page = hub.get("/", "Accept", "text/html");
            assertThat(page.statusCode()).isEqualTo(303);
            assertThat(page.headers().firstValue("location")).hasValue("/login?to=%2F");
            assertThat(hub.get("/login").body()).contains("<form").doesNotContain("<script", "style=");
            String ann = session(hub, "ann");
            assertThat(get(hub, "/api/v1/devices", ann)).isEqualTo(200);
            assertThat(get(hub, "/api/v1/users", ann)).isEqualTo(200);
            assertThat(hub.get("/api/v1/session", "Cookie", ann).body())
                    .contains("\"user ann\"", "\"role\":\"admin\"", "\"admin\"]");
            assertThat(get(hub, "/api/v1/users", session(hub, "vic"))).isEqualTo(403);
            Calls calls = new Calls(hub, "");
            String own = "http://" + hub.address().getAuthority();
            assertThat(calls.status("POST", "/logout", "", "Cookie", ann, "Origin", own))
                    .isEqualTo(303);
            assertThat(get(hub, "/api/v1/devices", ann)).isEqualTo(401);
            assertThat(get(hub, "/api/v1/devices", "hub-session=forged")).isEqualTo(401);
        }
    }

    @Test
    void aSessionChangesNothingForPagesOfOthers() {
        try (TestHub hub = start(AccessOptions.DEFAULT)) {
            String ann = session(hub, "ann");
            String own = "http://" + hub.address().getAuthority();
            Calls calls = new Calls(hub, "");
            String path = "/api/v1/registry/devices";
            String body = "{\"id\":\"A\"}";
            assertThat(calls.status("POST", path, body, "Cookie", ann)).isEqualTo(403);
            for (String origin :
                    List.of("https://evil.example", "null", own + ".evil.example", own + "1", "http://x")) {
                assertThat(calls.status("POST", path, body, "Cookie", ann, "Origin", origin))
                        .as(origin)
                        .isEqualTo(403);
                assertThat(hub.send(login(hub, "ann", PASSWORD, "Origin", origin))
                                .statusCode())
                        .as(origin)
                        .isEqualTo(403);
            }
            assertThat(calls.status("POST", path, body, "Cookie", ann, "Sec-Fetch-Site", "cross-site"))
                    .isEqualTo(403);
            assertThat(calls.status("POST", path, body, "Cookie", ann, "Origin", own))
                    .isEqualTo(201);
        }
    }

    @Test
    void sessionsEndIdleAndAfterTheirTimeAndCloseTheLiveSocket() {
        Sessions.Limits limits = new Sessions.Limits(Duration.ofHours(1), Duration.ofHours(3));
        try (TestHub hub = start(new AccessOptions(false, limits))) {
            String idle = session(hub, "ann");
            hub.clocks.advance(Duration.ofMinutes(61));
            assertThat(get(hub, "/api/v1/devices", idle)).isEqualTo(401);
            String used = session(hub, "ann");
            Peer viewer = hub.viewer("Cookie: " + used);
            for (int i = 0; i < 3; i++) {
                hub.clocks.advance(Duration.ofMinutes(55));
                assertThat(get(hub, "/api/v1/devices", used)).isEqualTo(200);
            }
            hub.clocks.advance(Duration.ofMinutes(20));
            assertThat(viewer.awaitClose()).isEqualTo(4401);
            assertThat(get(hub, "/api/v1/devices", used)).isEqualTo(401);
        }
    }

    @Test
    void whoLogsInAgainAndAgainEndsOnlyItsOwnSessions() {
        try (TestHub hub = start(AccessOptions.DEFAULT)) {
            String token = TestHub.token(data, TokenFile.Kind.VIEWER, "v");
            await().until(() -> hub.send(login(hub, "", token)).statusCode() == 303);
            String vic = session(hub, "vic");
            List<String> own = new ArrayList<>();
            for (int i = 0; i < 52; i++) {
                HttpResponse<String> answer = hub.send(login(hub, "", token));
                assertThat(answer.statusCode()).isEqualTo(303);
                String cookie = answer.headers().firstValue("set-cookie").orElseThrow();
                own.add(cookie.substring(0, cookie.indexOf(';')));
            }
            assertThat(get(hub, "/api/v1/devices", own.get(0))).isEqualTo(401);
            assertThat(get(hub, "/api/v1/devices", own.get(51))).isEqualTo(200);
            assertThat(get(hub, "/api/v1/devices", vic)).isEqualTo(200);
        }
    }

    @Test
    void whoIsChangedIsSomebodyElseAtOnce() {
        try (TestHub hub = start(AccessOptions.DEFAULT)) {
            String ann = session(hub, "ann");
            String vic = session(hub, "vic");
            Peer before = hub.viewer("Cookie: " + vic);
            String own = "http://" + hub.address().getAuthority();
            Calls calls = new Calls(hub, "");
            String path = "/api/v1/users/vic";
            assertThat(calls.status("PATCH", path, "{\"role\":\"operator\"}", "Cookie", ann, "Origin", own))
                    .isEqualTo(200);
            assertThat(get(hub, "/api/v1/registry/devices", vic)).isEqualTo(200);
            assertThat(before.awaitClose()).as("opened with other rights").isEqualTo(4401);
            Peer viewer = hub.viewer("Cookie: " + vic);
            assertThat(calls.status("PATCH", path, "{\"password\":\"another password\"}", "Cookie", ann, "Origin", own))
                    .isEqualTo(200);
            assertThat(viewer.awaitClose()).isEqualTo(4401);
            assertThat(get(hub, "/api/v1/devices", vic)).isEqualTo(401);
            assertThat(calls.status("DELETE", "/api/v1/users/ann", "", "Cookie", ann, "Origin", own))
                    .as("the only admin")
                    .isEqualTo(403);
        }
    }

    @Test
    void whoIsDisabledOrRemovedIsOutAtOnce() {
        try (TestHub hub = start(AccessOptions.DEFAULT)) {
            String ann = session(hub, "ann");
            requireVicOutAfter(hub, ann, "PATCH", "{\"disabled\":true}");
            assertThat(changeVic(hub, ann, "PATCH", "{\"disabled\":false}")).isEqualTo(200);
            requireVicOutAfter(hub, ann, "DELETE", "");
        }
    }

    private static int changeVic(TestHub hub, String ann, String method, String body) {
        String own = "http://" + hub.address().getAuthority();
        return new Calls(hub, "").status(method, "/api/v1/users/vic", body, "Cookie", ann, "Origin", own);
    }

    private static void requireVicOutAfter(TestHub hub, String ann, String method, String body) {
        String vic = session(hub, "vic");
        Peer viewer = hub.viewer("Cookie: " + vic);
        assertThat(changeVic(hub, ann, method, body)).isBetween(200, 204);
        assertThat(get(hub, "/api/v1/devices", vic)).as(method).isEqualTo(401);
        assertThat(viewer.awaitClose()).as(method).isEqualTo(4401);
        assertThat(hub.send(login(hub, "vic", PASSWORD)).statusCode())
                .as(method)
                .isEqualTo(401);
    }

    @Test
    void eachWrongPasswordIsAnsweredLater() {
        try (TestHub hub = start(AccessOptions.DEFAULT)) {
            for (int least = 250; least <= 1_000; least *= 2) {
                long before = System.nanoTime();
                assertThat(hub.send(login(hub, "ann", "not the password")).statusCode())
                        .isEqualTo(401);
                assertThat((System.nanoTime() - before) / 1_000_000)
                        .as("ms until it was answered")
                        .isGreaterThanOrEqualTo(least);
            }
        }
    }

    @Test
    void aThousandWrongPasswordsAreSlowedAndSlowNobodyElse() {
        try (TestHub hub = start(AccessOptions.DEFAULT)) {
            List<CompletableFuture<HttpResponse<String>>> wrong = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                wrong.add(
                        HTTP.sendAsync(login(hub, "ann", "wrong password " + i), HttpResponse.BodyHandlers.ofString()));
            }
            long before = System.nanoTime();
            String vic = session(hub, "vic");
            long millis = (System.nanoTime() - before) / 1_000_000;
            assertThat(get(hub, "/api/v1/devices", vic)).isEqualTo(200);
            List<Integer> answers =
                    wrong.stream().map(one -> one.join().statusCode()).toList();
            assertThat(answers).containsOnly(401, 429);
            long looked = answers.stream().filter(status -> status == 401).count();
            assertThat(looked).as("passwords that were looked at").isBetween(1L, 40L);
            long all = (System.nanoTime() - before) / 1_000_000;
            assertThat(millis)
                    .as("ms for a good log-in, while the wrong ones took %s", all)
                    .isLessThan(all / 2);
        }
    }

    @Test
    void theFirstAdminIsMadeOnceWithTheLink() {
        try (TestHub hub = TestHub.start(data, TestHub.Settings::withTokens)) {
            String link = hub.setupPath().orElseThrow();
            String key = link.substring(link.indexOf('=') + 1);
            assertThat(hub.get(link).body()).contains("<form");
            assertThat(hub.get("/setup?key=wrong").statusCode()).isEqualTo(403);
            String form = "name=root&password=" + encoded(PASSWORD) + "&key=";
            String type = "application/x-www-form-urlencoded";
            Calls calls = new Calls(hub, "");
            assertThat(calls.sendAs(type, "POST", "/setup", form + "wrong").statusCode())
                    .isEqualTo(403);
            assertThat(calls.sendAs(type, "POST", "/setup", "name=root&password=short&key=" + key)
                            .statusCode())
                    .isEqualTo(400);
            assertThat(calls.sendAs(type, "POST", "/setup", form + key).statusCode())
                    .isEqualTo(303);
            assertThat(calls.sendAs(type, "POST", "/setup", form + key).statusCode())
                    .isEqualTo(403);
            assertThat(hub.get(link).statusCode()).isEqualTo(403);
            assertThat(get(hub, "/api/v1/users", session(hub, "root"))).isEqualTo(200);
        }
        try (TestHub hub = TestHub.start(data, TestHub.Settings::withTokens)) {
            assertThat(hub.setupPath()).isEmpty();
        }
    }

    @Test
    void theSetupLinkEndsAfterAnHour() {
        try (TestHub hub = TestHub.start(data, TestHub.Settings::withTokens)) {
            hub.clocks.advance(Duration.ofMinutes(61));
            assertThat(hub.get(hub.setupPath().orElseThrow()).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void whoShowsNothingReadsOnlyWhereThatIsLet() {
        try (TestHub hub = start(new AccessOptions(true, Sessions.Limits.DEFAULT))) {
            assertThat(hub.get("/api/v1/devices").statusCode()).isEqualTo(200);
            assertThat(hub.get("/api/v1/users").statusCode()).isEqualTo(403);
            assertThat(hub.get("/api/v1/devices", "Authorization", "Bearer wrong")
                            .statusCode())
                    .isEqualTo(401);
        }
    }
}

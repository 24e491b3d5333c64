package hub.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import hub.security.TokenFile.Kind;
import hub.testing.Peer;
import hub.testing.RawHttp;
import hub.testing.RawHttp.Answer;
import hub.testing.TestHub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Who is let in, and how those hear of it who are not. */
class HandshakeTableTest {

    private static final String BEARER_PROTOCOL = "base64url.bearer.authorization.telemetry-hub.";
    private static final ListAppender<ILoggingEvent> LOGGED = new ListAppender<>();

    @TempDir
    static Path data;

    private static String tokenA = "";
    private static String tokenB = "";
    private static String tokenOff = "";
    private static String viewerToken = "";
    private static TestHub hub = unstarted();

    @SuppressWarnings("NullAway") // Before all tests there is one.
    private static TestHub unstarted() {
        return null;
    }

    @BeforeAll
    static void start() throws IOException {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        LOGGED.start();
        root.addAppender(LOGGED);
        tokenA = TestHub.token(data, Kind.DEVICE, "A");
        tokenB = TestHub.token(data, Kind.DEVICE, "B:1");
        tokenOff = TestHub.token(data, Kind.DEVICE, "off");
        viewerToken = TestHub.token(data, Kind.VIEWER, "eve");
        List<String> lines = Files.readAllLines(data.resolve("tokens")).stream()
                .map(line -> line.startsWith("device off ") ? line + " disabled" : line)
                .toList();
        Files.write(data.resolve("tokens"), lines);
        hub = TestHub.start(data, TestHub.Settings::withTokens);
    }

    @AfterAll
    static void stopAndLookForTokens() {
        hub.close();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(LOGGED);
        assertThat(List.copyOf(LOGGED.list)).allSatisfy(event -> {
            assertThat(event.getFormattedMessage()).doesNotContain(tokenA, tokenB, tokenOff, viewerToken);
            assertThat(event.getLevel().isGreaterOrEqual(Level.ERROR)
                            && event.getLoggerName().startsWith("io."))
                    .as(event.getFormattedMessage())
                    .isFalse();
        });
    }

    private static Answer ask(String path, String... headers) {
        List<String> all = new ArrayList<>(RawHttp.upgrade(hub.address()));
        all.addAll(List.of(headers));
        return RawHttp.ask(hub.address(), "GET " + path + " HTTP/1.1", all);
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }

    private static String basic(String user, String password) {
        return "Authorization: Basic "
                + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static String protocolToken(String token) {
        return BEARER_PROTOCOL
                + Base64.getUrlEncoder().withoutPadding().encodeToString(token.getBytes(StandardCharsets.UTF_8));
    }

    private static void requireProblem(Answer answer, int status) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.body()).contains("\"status\":" + status).contains("\"detail\":\"");
        assertThat(answer.toString()).doesNotContain(tokenA, tokenB, tokenOff, viewerToken);
    }

    @Test
    void everyFormOfATokenOpens() {
        assertThat(ask("/ws/devices/A", bearer(tokenA)).status()).isEqualTo(101);
        assertThat(ask("/ws/devices/A", "authorization: bearer " + tokenA).status())
                .isEqualTo(101);
        assertThat(ask("/ws/devices/A", basic("A", tokenA)).status()).isEqualTo(101);
        assertThat(ask("/ws/devices/B:1", basic("B:1", tokenB)).status()).isEqualTo(101);
        assertThat(ask("/ws/devices/A?token=" + tokenA).status()).isEqualTo(101);
        Answer offered = ask("/ws/devices/A", "Sec-WebSocket-Protocol: arduino, " + protocolToken(tokenA));
        assertThat(offered.status()).isEqualTo(101);
        assertThat(offered.headers()).doesNotContainKey("sec-websocket-protocol");
        assertThat(ask("/ws/devices/A", "Sec-WebSocket-Protocol: v1.readings.telemetry-hub," + protocolToken(tokenA))
                        .header("sec-websocket-protocol"))
                .isEqualTo("v1.readings.telemetry-hub");
    }

    @Test
    void whoHasNoValidTokenIsNotLetIn() {
        requireProblem(ask("/ws/devices/A"), 401);
        assertThat(ask("/ws/devices/A").header("www-authenticate")).startsWith("Basic ");
        requireProblem(ask("/ws/devices/A", bearer("wrong")), 401);
        requireProblem(ask("/ws/devices/A", bearer("")), 401);
        requireProblem(ask("/ws/devices/A", bearer(tokenB)), 401);
        requireProblem(ask("/ws/devices/B:1", bearer(tokenA)), 401);
        requireProblem(ask("/ws/devices/A", bearer(viewerToken)), 401);
        requireProblem(ask("/ws/devices/A", basic("B", tokenA)), 401);
        requireProblem(ask("/ws/devices/A", "Authorization: Basic !!!"), 401);
        requireProblem(ask("/ws/devices/A?token=" + tokenB), 401);
        requireProblem(ask("/ws/devices/A", "Sec-WebSocket-Protocol: arduino, " + protocolToken(tokenB)), 401);
        requireProblem(ask("/ws/devices/nobody", bearer("0".repeat(64))), 401);
        requireProblem(ask("/ws/devices/off", bearer(tokenOff)), 403);
        requireProblem(ask("/ws/devices/off", bearer(tokenA)), 401);
        requireProblem(ask("/ws/live", bearer(tokenA)), 401);
        assertThat(ask("/ws/live", bearer(viewerToken)).status()).isEqualTo(101);
        requireProblem(ask("/api/v1/devices"), 401);
        requireProblem(ask("/metrics"), 401);
        requireProblem(ask("/"), 401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/a%20b",
                "/a%2Fb",
                "/..%2fA",
                "/%C3%A9",
                "/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void aBadIdIsABadRequest(String id) {
        requireProblem(ask("/ws/devices" + id, bearer(tokenA)), 400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v1.readings.telemetry-hub | 101 | v1.readings.telemetry-hub",
                "arduino | 101 | ",
                "arduino, v1.readings.telemetry-hub | 101 | v1.readings.telemetry-hub",
                "mqtt, v1.readings.telemetry-hub | 101 | v1.readings.telemetry-hub",
                "mqtt, arduino | 101 | ",
                "mqtt | 400 | ",
                "V1.READINGS.TELEMETRY-HUB | 400 | "
            })
    void subprotocolsAreNegotiated(String offered, int status, String echoed) {
        Answer answer = ask("/ws/devices/A", bearer(tokenA), "Sec-WebSocket-Protocol: " + offered);
        assertThat(answer.status()).isEqualTo(status);
        if (status == 101) {
            assertThat(answer.headers().get("sec-websocket-protocol")).isEqualTo(echoed);
        } else {
            requireProblem(answer, 400);
            assertThat(answer.body()).contains("arduino, v1.readings.telemetry-hub");
        }
    }

    @Test
    void aGoodHandshakeIsAnsweredAsRfc6455Says() {
        Answer answer = ask("/ws/devices/A", bearer(tokenA));
        assertThat(answer.header("sec-websocket-accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        assertThat(answer.header("upgrade")).isEqualToIgnoringCase("websocket");
        assertThat(answer.header("connection")).isEqualToIgnoringCase("upgrade");
        assertThat(answer.headers()).doesNotContainKey("sec-websocket-extensions");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sec-WebSocket-Version | 12 | 426",
                "Sec-WebSocket-Version | | 426",
                "Sec-WebSocket-Key | short | 400",
                "Sec-WebSocket-Key | AAAA | 400",
                "Sec-WebSocket-Key | | 400",
                "Upgrade | h2c | 426",
                "Upgrade | | 426",
                "Connection | close | 426"
            })
    void aBrokenHandshakeIsExplained(String header, String value, int status) {
        List<String> headers = new ArrayList<>(RawHttp.upgrade(hub.address()));
        headers.add(bearer(tokenA));
        headers.removeIf(line -> line.startsWith(header + ":"));
        if (value != null) {
            headers.add(header + ": " + value);
        }
        Answer answer = RawHttp.ask(hub.address(), "GET /ws/devices/A HTTP/1.1", headers);
        requireProblem(answer, status);
        if (status == 426) {
            assertThat(answer.header("upgrade")).isEqualTo("websocket");
        }
        if (header.equals("Sec-WebSocket-Version")) {
            assertThat(answer.header("sec-websocket-version")).isEqualTo("13");
        }
    }

    @Test
    void onlyGetOpensASocket() {
        List<String> headers = new ArrayList<>(RawHttp.upgrade(hub.address()));
        headers.add(bearer(tokenA));
        for (String method : List.of("POST", "PUT", "DELETE")) {
            Answer answer = RawHttp.ask(hub.address(), method + " /ws/devices/A HTTP/1.1", headers);
            requireProblem(answer, 405);
            assertThat(answer.header("allow")).isEqualTo("GET");
        }
    }

    @Test
    void aDeviceMayComeFromAnyOriginWithItsToken() {
        for (String origin : List.of("file://", "null", "https://elsewhere.example")) {
            assertThat(ask("/ws/devices/A", bearer(tokenA), "Origin: " + origin).status())
                    .isEqualTo(101);
        }
    }

    @Test
    void viewersComeFromTheHubsOwnPages() {
        String own = "http://" + hub.address().getAuthority();
        assertThat(ask("/ws/live", bearer(viewerToken), "Origin: " + own).status())
                .isEqualTo(101);
        String port = String.valueOf(hub.address().getPort());
        for (String origin : List.of(
                "https://elsewhere.example",
                "null",
                "file://",
                "http://127.0.0.1.evil.example:" + port,
                "http://evil127.0.0.1:" + port,
                "http://127.0.0.1:" + (hub.address().getPort() - 1),
                "http://127.0.0.1",
                "http://127.0.0.1:" + port + "@evil.example",
                "http://[bad")) {
            requireProblem(ask("/ws/live", bearer(viewerToken), "Origin: " + origin), 403);
        }
    }

    @Test
    void aTokenThatIsMadeWhileTheHubRunsIsKnownSoon() {
        String late = TestHub.token(data, Kind.DEVICE, "late");
        await().until(() -> ask("/ws/devices/late", bearer(late)).status() == 101);
    }

    @Test
    void anOpenHubAnswersToThisMachineOnly(@TempDir Path other) {
        try (TestHub open = TestHub.start(other)) {
            for (String path : List.of("/ws/devices/A", "/ws/live", "/api/v1/devices", "/metrics", "/")) {
                List<String> headers = new ArrayList<>(RawHttp.upgrade(open.address()));
                headers.set(0, "Host: rebound.example:" + open.address().getPort());
                requireProblem(RawHttp.ask(open.address(), "GET " + path + " HTTP/1.1", headers), 421);
                headers.remove(0);
                assertThat(RawHttp.ask(open.address(), "GET " + path + " HTTP/1.1", headers)
                                .status())
                        .isEqualTo(400);
            }
            open.welcomed("A", "Origin: file://").close();
            open.welcomed("A", "Origin: http://" + open.address().getAuthority())
                    .close();
            List<String> foreign = new ArrayList<>(RawHttp.upgrade(open.address()));
            foreign.add("Origin: https://elsewhere.example");
            requireProblem(RawHttp.ask(open.address(), "GET /ws/devices/A HTTP/1.1", foreign), 403);
        }
    }

    @Test
    void whenTheHubIsFullItSaysSoAndWhenToComeAgain(@TempDir Path other) {
        try (TestHub full = TestHub.start(other, settings -> settings.withMost(1, 1))) {
            Peer first = full.welcomed("A");
            Answer second = RawHttp.ask(full.address(), "GET /ws/devices/B HTTP/1.1", RawHttp.upgrade(full.address()));
            requireProblem(second, 503);
            assertThat(second.header("retry-after")).isEqualTo("5");
            first.close();
            await().until(() -> full.metric("hub_device_connections") == 0);
            full.welcomed("B").close();
        }
    }
}

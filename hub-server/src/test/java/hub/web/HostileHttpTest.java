package hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import hub.security.TokenFile.Kind;
import hub.testing.RawHttp;
import hub.testing.TestHub;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no good client sends, most of which try to make a proxy and the hub see two different ones. */
class HostileHttpTest {

    @TempDir
    static Path data;

    private static TestHub hub;
    private static String operator;
    private static String viewer;

    @BeforeAll
    static void start() {
        operator = TestHub.token(data, Kind.OPERATOR, "op");
        viewer = TestHub.token(data, Kind.VIEWER, "anna");
        String device = TestHub.token(data, Kind.DEVICE, "A");
        hub = TestHub.start(data, TestHub.Settings::withTokens);
        hub.welcomed("A", "Authorization: Bearer " + device).close();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    static List<String> smuggled() {
        String host = "Host: localhost\r\n";
        return List.of(
                // Both say where the body ends (RFC 9112 section 6.1).
                "POST /api/v1/sql HTTP/1.1\r\n" + host
                        + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /api/v1/sql HTTP/1.1\r\n" + host + "Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcd",
                "POST /api/v1/sql HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n",
                "POST /api/v1/sql HTTP/1.1\r\n" + host + "Content-Length: 4x\r\n\r\nabcd",
                "POST /api/v1/sql HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                // A target that some readers find another path in.
                "POST http://localhost:80api/v1/import// HTTP/1.1\r\n" + host + "Content-Length: 0\r\n\r\n",
                "GET http://localhost:80ws/devices/A HTTP/1.1\r\n" + host + "\r\n",
                "OPTIONS * HTTP/1.1\r\n" + host + "\r\n",
                // Lines end with CR LF.
                "GET /healthz HTTP/1.1\nHost: localhost\n\n",
                "GET /healthz HTTP/1.1\r\nHost: localhost\nX-A: b\r\n\r\n",
                // One Host, and no other (RFC 9112 section 3.2).
                "GET /healthz HTTP/1.1\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: local host\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: a/b\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: a@b\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: localhost:80:80\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: localhost\r\n X-folded: a\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-A : b\r\n\r\n",
                "GET  /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-A: a\u0000b\r\n\r\n");
    }

    @ParameterizedTest
    @MethodSource("smuggled")
    void whatTwoReadersMightReadInTwoWaysIsRefused(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), hub.address().getPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            String answer = allOf(socket.getInputStream());
            assertThat(answer).startsWith("HTTP/1.1 400 ");
            assertThat(answer.split("HTTP/1\\.1 ", -1))
                    .as("one answer, then the end")
                    .hasSize(2);
        }
    }

    private static String allOf(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(ints = {17_000, 60_000})
    void aHeadThatIsTooLongIsRefused(int length) {
        RawHttp.Answer answer = RawHttp.ask(
                hub.address(), "GET /healthz HTTP/1.1", List.of("Host: localhost", "X-A: " + "a".repeat(length)));
        assertThat(answer.status()).isIn(400, 431);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "null",
                "http://127.0.0.1",
                "http://127.0.0.1:1",
                "http://127.0.0.1.evil.example:PORT",
                "http://127.0.0.1:PORT.evil.example",
                "http://evil.example#127.0.0.1:PORT",
                "http://127.0.0.1:PORT@evil.example",
                "file://127.0.0.1:PORT",
                "ftp://127.0.0.1:PORT",
                "127.0.0.1:PORT",
                "",
            })
    void pagesOfOtherOriginsOpenNoSocketAndSendNoCommand(String template) {
        String origin = template.replace("PORT", "" + hub.address().getPort());
        List<String> headers = new ArrayList<>(RawHttp.upgrade(hub.address()));
        headers.add("Authorization: Bearer " + viewer);
        headers.add("Origin: " + origin);
        assertThat(RawHttp.ask(hub.address(), "GET /ws/live HTTP/1.1", headers).status())
                .isEqualTo(403);
        RawHttp.Answer command = RawHttp.ask(
                hub.address(),
                "POST /api/v1/devices/A/commands HTTP/1.1",
                List.of(
                        "Host: " + hub.address().getAuthority(),
                        "Authorization: Bearer " + operator,
                        "Origin: " + origin,
                        "Content-Type: application/json",
                        "Content-Length: 0"));
        assertThat(command.status()).isEqualTo(403);
    }

    @Test
    void itsOwnPagesDo() {
        List<String> headers = new ArrayList<>(RawHttp.upgrade(hub.address()));
        headers.add("Authorization: Bearer " + viewer);
        headers.add("Origin: http://" + hub.address().getAuthority());
        assertThat(RawHttp.ask(hub.address(), "GET /ws/live HTTP/1.1", headers).status())
                .isEqualTo(101);
    }

    static List<String> hostileJson() {
        return List.of(
                "[".repeat(10_000) + "]".repeat(10_000),
                "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000),
                "{\"name\":\"a\",\"name\":\"b\"}",
                "{\"name\":\"set\",\"args\":{\"x\":1e999}}",
                "{\"name\":\"\\ud800\"}",
                "{\"name\":\"a\"",
                "{\"name\":\"a\"} x",
                "nul");
    }

    @ParameterizedTest
    @MethodSource("hostileJson")
    void jsonThatReadersReadInTwoWaysIsRefused(String json) {
        List.of("/api/v1/devices/A/commands", "/api/v1/sql").forEach(path -> {
            RawHttp.Answer answer = RawHttp.ask(
                    hub.address(),
                    "POST " + path + " HTTP/1.1",
                    List.of(
                            "Host: " + hub.address().getAuthority(),
                            "Authorization: Bearer " + token(path),
                            "Content-Type: application/json",
                            "Content-Length: " + json.length() + "\r\n\r\n" + json));
            assertThat(answer.status()).as("%s: %s", path, answer.body()).isIn(400, 413);
            assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        });
    }

    private static String token(String path) {
        return path.endsWith("/sql") ? viewer : operator;
    }

    /** There are 16 workers. */
    @Test
    void bodiesThatDoNotComeHoldNoWorker() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            // Claims are not among them: without a good key they are answered before their body is read.
            for (String path : List.of("/login", "/setup", "/api/v1/sql", "/api/v1/devices/A/commands")) {
                for (int i = 0; i < 15; i++) {
                    Socket socket = new Socket(
                            InetAddress.getLoopbackAddress(), hub.address().getPort());
                    String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + (path.startsWith("/api") ? "Authorization: Bearer " + token(path) + "\r\n" : "")
                            + "Content-Length: 100\r\n\r\n{";
                    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                    slow.add(socket);
                }
            }
            assertThat(hub.get("/api/v1/devices", "Authorization", "Bearer " + viewer)
                            .statusCode())
                    .isEqualTo(200);
            for (Socket socket : slow) {
                socket.setSoTimeout(30_000);
                assertThat(socket.getInputStream().readNBytes(300))
                        .asString()
                        .as("is closed")
                        .isEmpty();
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void aGoodClientConnectsInASecondBesideTwoThousandSlowOnes() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 2_000; i++) {
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), hub.address().getPort());
                socket.getOutputStream().write("GET /ws/live HTTP/1.1\r\nHost: lo".getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }
            long before = System.nanoTime();
            hub.viewer("Authorization: Bearer " + viewer).close();
            assertThat((System.nanoTime() - before) / 1_000_000).as("ms").isLessThan(1_000);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }
}

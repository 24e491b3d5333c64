package hub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.testing.RawHttp;
import io.undertow.server.HttpHandler;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the hub believes about who asks, over the wire. */
class ProxyTest {

    /** Says who asked, and how, as the hub's handlers see it. */
    private static final HttpHandler WHO = exchange -> exchange.getResponseSender()
            .send(exchange.getRequestScheme() + " "
                    + exchange.getSourceAddress().getAddress().getHostAddress());

    private WebServer server = start("127.0.0.1", false);

    private static WebServer start(String proxies, boolean proxyProtocol) {
        WebServer server = new WebServer(
                new WebOptions(
                        "127.0.0.1",
                        0,
                        null,
                        OptionalInt.empty(),
                        List.of(),
                        TrustedProxies.parse(proxies),
                        proxyProtocol),
                WHO);
        server.start();
        return server;
    }

    private void restart(String proxies, boolean proxyProtocol) {
        server.stop();
        server = start(proxies, proxyProtocol);
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private String ask(String... headers) {
        List<String> all =
                Arrays.asList(("Host: " + server.address().getAuthority() + "\n" + String.join("\n", headers))
                        .strip()
                        .split("\n"));
        return RawHttp.ask(server.address(), "GET / HTTP/1.1", all).body();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Forwarded: for=203.0.113.9;proto=https | https 203.0.113.9",
                "forwarded: For=\"[2001:db8::1]:4711\";Proto=HTTPS;by=10.0.0.1 | https 2001:db8:0:0:0:0:0:1",
                "Forwarded: for=\"203.0.113.9:4711\" | http 203.0.113.9",
                "X-Forwarded-For: 203.0.113.9 | http 203.0.113.9",
                "X-Forwarded-Proto: https | https 127.0.0.1",
                "Forwarded: for=unknown;proto=https | https 127.0.0.1",
                "Forwarded: for=_hidden | http 127.0.0.1",
                "Forwarded: for=999.1.1.1 | http 127.0.0.1",
                "Forwarded: proto=gopher;for=203.0.113.9 | http 203.0.113.9",
                "Forwarded: ;;;===,,\" | http 127.0.0.1",
                // What stands before the last that is no trusted proxy's, anybody may have written.
                "Forwarded: for=192.0.2.1, for=203.0.113.9;proto=https | https 203.0.113.9",
                "X-Forwarded-For: 192.0.2.1, 203.0.113.9 | http 203.0.113.9",
                "Forwarded: for=192.0.2.1, for=203.0.113.9, for=127.0.0.1;proto=https | https 203.0.113.9",
            })
    void aTrustedProxyIsBelieved(String header, String seen) {
        assertThat(ask(header)).isEqualTo(seen);
    }

    /** A proxy that writes one kind passes the other on as anybody wrote it. */
    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For: 192.0.2.1", "X-Forwarded-Proto: https", "X-Forwarded-For: 203.0.113.9"})
    void bothKindsInOneRequestAreRefused(String other) {
        String own = "Forwarded: for=203.0.113.9";
        assertThat(ask(own, other)).contains("\"status\":400", "take away the other");
        assertThat(ask(other, own)).contains("\"status\":400");
        restart("10.0.0.1", false);
        assertThat(ask(own, other)).as("of nobody who is believed").isEqualTo("http 127.0.0.1");
    }

    @Test
    void othersAreNotBelieved() {
        restart("10.0.0.1", false);
        assertThat(ask("Forwarded: for=203.0.113.9;proto=https")).isEqualTo("http 127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROXY TCP4 203.0.113.9 127.0.0.1 4711 443\r\n", "PROXY TCP6 2001:db8::9 ::1 4711 443\r\n"})
    void theProxyProtocolSaysWhoAsks(String first) throws Exception {
        restart("127.0.0.1", true);
        assertThat(behind(first)).isIn("http 203.0.113.9", "http 2001:db8:0:0:0:0:0:9");
    }

    @Test
    void theProxyProtocolIsTakenFromTrustedProxiesOnly() throws Exception {
        restart("10.0.0.1", true);
        assertThatThrownBy(() -> behind("PROXY TCP4 203.0.113.9 127.0.0.1 4711 443\r\n"))
                .isInstanceOf(UncheckedIOException.class);
    }

    private String behind(String first) throws Exception {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
        socket.getOutputStream().write(first.getBytes(StandardCharsets.US_ASCII));
        return RawHttp.ask(socket, "GET / HTTP/1.1", List.of("Host: localhost")).body();
    }

    @Test
    void onlyTheHubsOwnNamesAreAnswered() {
        server.stop();
        server = new WebServer(WebOptions.plain("127.0.0.1", 0), new HostNames(List.of("hub.example"), WHO));
        server.start();
        assertThat(status("Host: hub.example")).isEqualTo(200);
        assertThat(status("Host: HUB.example:8443")).isEqualTo(200);
        assertThat(status("Host: evil.example")).isEqualTo(421);
        assertThat(status("Host: hub.example.evil.example")).isEqualTo(421);
    }

    private int status(String host) {
        return RawHttp.ask(server.address(), "GET / HTTP/1.1", List.of(host)).status();
    }
}

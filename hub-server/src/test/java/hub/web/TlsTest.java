package hub.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hub.security.TokenFile.Kind;
import hub.testing.Certificates;
import hub.testing.Certificates.Holder;
import hub.testing.Frames;
import hub.testing.Peer;
import hub.testing.RawHttp;
import hub.testing.TestHub;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The hub by TLS, as clients of other makes find it. */
class TlsTest {

    private static final String[] LOCALHOST = {"-ext", "san=dns:localhost,ip:127.0.0.1"};

    @TempDir
    static Path files;

    private static Certificates certificates;
    private static Holder hubsOwn;

    @TempDir
    Path data;

    @TempDir
    Path other;

    @BeforeAll
    static void makeCertificates() {
        certificates = new Certificates(files);
        hubsOwn = certificates.holder("hub", "localhost", LOCALHOST);
        hubsOwn.certificate();
        hubsOwn.key();
        certificates.holder("other", "other").key();
    }

    private static TlsOptions pem() {
        return new TlsOptions(hubsOwn.certificate(), hubsOwn.key(), null, null, null);
    }

    private static WebOptions web(TlsOptions tls, OptionalInt redirectPort) {
        return new WebOptions("127.0.0.1", 0, tls, redirectPort, List.of(), TrustedProxies.parse(""), false);
    }

    private TestHub start(TlsOptions tls) {
        return TestHub.start(data, settings -> settings.withWeb(web(tls, OptionalInt.empty())));
    }

    private static HttpResponse<String> get(URI address, SSLContext as) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .sslContext(as)
                .followRedirects(Redirect.NEVER)
                .build();
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    @Test
    void pagesAndCallsComeByTls() throws Exception {
        try (TestHub hub = start(pem())) {
            assertThat(hub.address().getScheme()).isEqualTo("https");
            HttpResponse<String> answer = get(hub.address().resolve("/healthz"), certificates.context());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).hasValue("max-age=31536000");
        }
    }

    @Test
    void devicesSendByTlsAndAreAcknowledged() throws Exception {
        try (TestHub hub = start(pem());
                Peer device = Peer.over(tlsSocket(hub, certificates.context()), hub.address(), "/ws/devices/A")) {
            device.takeText("welcome");
            device.sendRaw(Frames.wire(1, 1, 500)).awaitAck(1, 500);
            HttpResponse<String> readings =
                    get(hub.address().resolve("/api/v1/readings?device=A"), certificates.context());
            assertThat(readings.body().lines()).hasSize(501);
        }
    }

    private static SSLSocket tlsSocket(TestHub hub, SSLContext context, String... protocols) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), hub.address().getPort());
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        socket.startHandshake();
        return socket;
    }

    @Test
    void certificateAndKeyMayBeInOneFile() throws Exception {
        TlsOptions options = new TlsOptions(null, null, hubsOwn.keyStore(), certificates.passwordFile(), null);
        try (TestHub hub = start(options)) {
            assertThat(get(hub.address().resolve("/healthz"), certificates.context())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void thisVersionOfTlsIsSpoken(String version) throws Exception {
        try (TestHub hub = start(pem());
                SSLSocket socket = tlsSocket(hub, certificates.context(), version)) {
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
            assertThat(socket.getSession().getCipherSuite()).contains("GCM");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"})
    void weakerCiphersAreRefused(String suite) throws Exception {
        try (TestHub hub = start(pem());
                SSLSocket socket = (SSLSocket) certificates
                        .context()
                        .getSocketFactory()
                        .createSocket(
                                InetAddress.getLoopbackAddress(), hub.address().getPort())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {suite});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void aNewCertificateIsTakenWithoutARestartAndABadOneIsNot() throws Exception {
        Path certificate = other.resolve("live.crt");
        Path key = other.resolve("live.key");
        Files.copy(hubsOwn.certificate(), certificate);
        Files.copy(hubsOwn.key(), key);
        Holder renewed = certificates.holder("renewed", "localhost", LOCALHOST);
        try (TestHub hub = start(new TlsOptions(certificate, key, null, null, null));
                Peer device = Peer.over(tlsSocket(hub, certificates.context()), hub.address(), "/ws/devices/A")) {
            device.takeText("welcome");
            BigInteger before = shown(hub).getSerialNumber();
            replace(renewed.certificate(), certificate);
            await().until(() -> ready(hub).contains("is not the key of"));
            assertThat(shown(hub).getSerialNumber()).isEqualTo(before);
            replace(renewed.key(), key);
            await().until(() -> !shown(hub).getSerialNumber().equals(before));
            assertThat(ready(hub)).doesNotContain("is not the key of");
            device.sendBinary(Frames.at(1, 1)).awaitAck(1, 1);
        }
    }

    /** By a name that browsers keep for this host alone, and take over TLS only. */
    @Test
    void theCookieOfASessionGoesOverTlsOnly() throws Exception {
        String viewer = TestHub.token(data, Kind.VIEWER, "v");
        try (TestHub hub =
                TestHub.start(data, settings -> settings.withTokens().withWeb(web(pem(), OptionalInt.empty())))) {
            HttpClient client =
                    HttpClient.newBuilder().sslContext(certificates.context()).build();
            HttpRequest login = HttpRequest.newBuilder(hub.address().resolve("/login"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString("password=" + viewer))
                    .build();
            String cookie = client.send(login, BodyHandlers.ofString())
                    .headers()
                    .firstValue("set-cookie")
                    .orElseThrow();
            assertThat(cookie)
                    .startsWith("__Host-hub-session=")
                    .contains("; HttpOnly", "; SameSite=Strict", "; Path=/")
                    .containsIgnoringCase("; secure")
                    .doesNotContainIgnoringCase("domain");
            String shown = cookie.substring(0, cookie.indexOf(';'));
            assertThat(status(client, hub, shown)).isEqualTo(200);
            assertThat(status(client, hub, shown.replace("__Host-", "")))
                    .as("a name that anybody may set")
                    .isEqualTo(401);
        }
    }

    private static int status(HttpClient client, TestHub hub, String cookie) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(hub.address().resolve("/api/v1/devices"))
                .header("Cookie", cookie)
                .build();
        return client.send(request, BodyHandlers.ofString()).statusCode();
    }

    private static String ready(TestHub hub) throws IOException, InterruptedException {
        return get(hub.address().resolve("/readyz"), certificates.context()).body();
    }

    private static void replace(Path with, Path file) throws IOException {
        Path beside = file.resolveSibling("new");
        Files.copy(with, beside, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(beside, FileTime.from(Instant.now().plusSeconds(5)));
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static X509Certificate shown(TestHub hub) throws IOException {
        try (SSLSocket socket = tlsSocket(hub, certificates.context())) {
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    @Test
    void aCertificateThatEndsSoonIsAWarning() throws Exception {
        Holder brief = certificates.holder("brief", "localhost", "-validity", "3", "-ext", "san=ip:127.0.0.1");
        try (TestHub hub = start(new TlsOptions(brief.certificate(), brief.key(), null, null, null))) {
            assertThat(ready(hub)).contains("the certificate is over at ");
        }
    }

    @Test
    void aDeviceMayShowACertificateInsteadOfAToken() throws Exception {
        Holder sensor = certificates.holder("sensor", "sensor-1");
        Certificates strangers = new Certificates(other);
        Holder stranger = strangers.holder("sensor", "sensor-1");
        TlsOptions options = new TlsOptions(hubsOwn.certificate(), hubsOwn.key(), null, null, certificates.authority());
        try (TestHub hub =
                TestHub.start(data, settings -> settings.withTokens().withWeb(web(options, OptionalInt.empty())))) {
            try (Peer device = Peer.over(tlsSocket(hub, sensor.context()), hub.address(), "/ws/devices/sensor-1")) {
                device.takeText("welcome");
                device.sendBinary(Frames.at(1, 1)).awaitAck(1, 1);
            }
            assertThat(upgrade(hub, sensor.context(), "/ws/devices/sensor-2").status())
                    .isEqualTo(401);
            assertThat(upgrade(hub, certificates.context(), "/ws/devices/sensor-1")
                            .status())
                    .isEqualTo(401);
            assertThatThrownBy(() -> get(hub.address(), stranger.context())).isInstanceOf(IOException.class);
        }
    }

    private static RawHttp.Answer upgrade(TestHub hub, SSLContext as, String path) throws IOException {
        return RawHttp.ask(tlsSocket(hub, as), "GET " + path + " HTTP/1.1", RawHttp.upgrade(hub.address()));
    }

    @Test
    void browsersWithoutTlsAreToldTheAddressWithItAndNobodyElseIs() throws Exception {
        try (TestHub hub = TestHub.start(data, settings -> settings.withWeb(web(pem(), OptionalInt.of(0))))) {
            URI plain = URI.create("http://localhost:" + hub.redirectPort() + "/device/A?range=P1D");
            HttpResponse<String> answer = get(plain, certificates.context());
            assertThat(answer.statusCode()).isEqualTo(308);
            assertThat(answer.headers().firstValue("Location"))
                    .hasValue("https://localhost:" + hub.address().getPort() + "/device/A?range=P1D");
            RawHttp.Answer socket = RawHttp.ask(plain, "GET /ws/devices/A HTTP/1.1", RawHttp.upgrade(plain));
            assertThat(socket.status()).isEqualTo(403);
            assertThat(socket.body()).contains("connect by TLS");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hub.crt | missing.key | missing.key cannot be read",
                "hub.crt | hub.crt | has no private key in PEM",
                "hub.key | hub.key | hub.key",
                "hub.crt | other.key | is not the key of",
                "hub.crt | old.key | openssl pkcs8 -topk8 -nocrypt",
            })
    void whatIsWrongWithTheFilesIsSaid(String certificate, String key, String words) throws IOException {
        Files.writeString(
                files.resolve("old.key"), "-----BEGIN EC PRIVATE KEY-----\nMHcC\n-----END EC PRIVATE KEY-----\n");
        TlsOptions options = new TlsOptions(files.resolve(certificate), files.resolve(key), null, null, null);
        assertThatThrownBy(() -> start(options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }

    @Test
    void aWrongPasswordIsSaidAndNotShown() throws IOException {
        Path wrong = Files.writeString(other.resolve("wrong"), "hunter2\n");
        TlsOptions options = new TlsOptions(null, null, hubsOwn.keyStore(), wrong, null);
        assertThatThrownBy(() -> start(options))
                .hasMessageContaining("--tls-keystore-password-file")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void tokensWorkByTls() throws Exception {
        String token = TestHub.token(data, Kind.DEVICE, "A");
        try (TestHub hub = TestHub.start(
                        data, settings -> settings.withTokens().withWeb(web(pem(), OptionalInt.empty())));
                Peer device = Peer.over(
                        tlsSocket(hub, certificates.context()),
                        hub.address(),
                        "/ws/devices/A",
                        "Authorization: Bearer " + token)) {
            device.takeText("welcome");
        }
    }
}

package hub.admin;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import hub.testing.Peer;
import hub.testing.RawHttp;
import hub.testing.TestHub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A hundred secrets are used in all ways, right and wrong, and then looked for everywhere. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CanarySecretsTest {

    private static final int DEVICES = 40;

    @TempDir
    Path data;

    private final List<String> secrets = new ArrayList<>();
    private final StringBuilder seen = new StringBuilder();

    @Test
    void noSecretIsInALogAMetricAnAnswerOrAFile() throws IOException {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Level before = root.getLevel();
        log.start();
        root.addAppender(log);
        // What nobody reads by day is read when something is wrong.
        root.setLevel(Level.DEBUG);
        try {
            use();
        } finally {
            root.setLevel(before);
            root.detachAppender(log);
        }
        assertThat(secrets).hasSizeGreaterThanOrEqualTo(100);
        for (ILoggingEvent event : log.list) {
            seen.append(event.getFormattedMessage()).append('\n');
            if (event.getThrowableProxy() != null) {
                seen.append(event.getThrowableProxy().getMessage()).append('\n');
            }
        }
        readFiles();
        String all = seen.toString();
        assertThat(secrets).noneMatch(all::contains);
    }

    private void use() {
        String all = DeviceCallsTest.adminToken(data);
        secrets.add(all);
        try (TestHub hub = TestHub.start(data, TestHub.Settings::withTokens)) {
            Calls admin = new Calls(hub, all);
            for (int i = 0; i < DEVICES; i++) {
                useDevice(hub, admin, "d-" + i);
            }
            for (int i = 0; i < 10; i++) {
                usePeople(hub, admin, i);
            }
            for (String path :
                    List.of("users", "tokens", "fleet-keys", "audit?limit=1000", "registry/devices", "events")) {
                seen.append(admin.send("GET", "/api/v1/" + path, "").body()).append('\n');
            }
            seen.append(admin.send("GET", "/metrics", "").body());
        }
    }

    private void useDevice(TestHub hub, Calls admin, String id) {
        String token = admin.text("POST", "/api/v1/registry/devices", "{\"id\":\"" + id + "\"}", 201, "token");
        String next = admin.text("POST", "/api/v1/registry/devices/" + id + "/rotate", "{}", 200, "token");
        secrets.add(token);
        secrets.add(next);
        try (Peer peer = hub.welcomed(id, "Authorization: Bearer " + next)) {
            peer.sendText("{\"type\":\"reading\",\"values\":{\"pm2_5\":1}}");
        }
        // In the address, to another device, and broken.
        List<String> upgrade = RawHttp.upgrade(hub.address());
        for (String target : List.of("/ws/devices/other?token=" + token, "/ws/devices/%ZZ?token=" + token)) {
            seen.append(RawHttp.ask(hub.address(), "GET " + target + " HTTP/1.1", upgrade));
        }
        seen.append(hub.get("/api/v1/devices?token=" + token).body());
    }

    private void usePeople(TestHub hub, Calls admin, int i) {
        String password = "canary-password-" + i + "-7F3a";
        secrets.add(password);
        String user = "{\"name\":\"u-" + i + "\",\"role\":\"viewer\",\"password\":\"" + password + "\"}";
        seen.append(admin.send("POST", "/api/v1/users", user).body());
        seen.append(admin.send("POST", "/api/v1/users", user).body());
        String form = "name=nobody-" + i + "&password=" + password;
        seen.append(admin.sendAs("application/x-www-form-urlencoded", "POST", "/login", form)
                .body());
        String name = "{\"name\":\"n-" + i + "\",\"scopes\":[\"read\"]}";
        secrets.add(admin.text("POST", "/api/v1/tokens", name, 201, "token"));
        String key =
                admin.text("POST", "/api/v1/fleet-keys", "{\"name\":\"k-" + i + "\",\"prefix\":\"d-\"}", 201, "key");
        secrets.add(key);
        seen.append(new Calls(hub, key)
                .send("POST", "/api/v1/claim", "{\"id\":\"d-1\"}")
                .body());
    }

    private void readFiles() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                seen.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
    }
}

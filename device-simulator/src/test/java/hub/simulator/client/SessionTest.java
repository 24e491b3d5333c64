package hub.simulator.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.json.JsonValue.JsonObject;
import hub.protocol.message.HubMessage.Command;
import hub.protocol.message.HubMessage.Welcome;
import hub.simulator.testing.MiniHub;
import hub.simulator.testing.Peer;
import hub.simulator.testing.Peer.Received.Text;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionTest {

    private MiniHub hub;

    @BeforeEach
    void open() throws IOException {
        hub = new MiniHub();
    }

    @AfterEach
    void close() throws IOException {
        hub.close();
    }

    @Test
    void asksForTheDeviceWithItsToken() throws Exception {
        try (TestDevice device = new TestDevice(hub.url() + "/behind/a/proxy", Optional.of("s3cret"), 10)) {
            Peer peer = hub.accept();
            assertThat(peer.device()).isEqualTo("dev-1");
            assertThat(peer.header("Authorization")).isEqualTo("Bearer s3cret");
            assertThat(peer.header("Sec-WebSocket-Protocol")).isEqualTo("v1.readings.telemetry-hub");
            peer.welcome();
            await().until(() -> device.tally.counts().connected() == 1);
        }
    }

    @Test
    void answersCommands() throws Exception {
        try (TestDevice device = new TestDevice(hub.url())) {
            Peer peer = hub.accept();
            peer.welcome();
            await().until(() -> device.tally.counts().connected() == 1);
            peer.next(Text.class);

            peer.send(new Command("c-1", "good", new JsonObject(Map.of())));
            assertThat(peer.next(Text.class).text())
                    .isEqualTo("{\"type\":\"result\",\"id\":\"c-1\",\"ok\":true,\"data\":{}}");
            assertThat(peer.next(Text.class).text()).contains("hello");
            peer.send(new Command("c-2", "reboot", new JsonObject(Map.of())));
            assertThat(peer.next(Text.class).text())
                    .isEqualTo(
                            "{\"type\":\"result\",\"id\":\"c-2\",\"ok\":false,\"data\":{},\"error\":\"cannot reboot\"}");
        }
    }

    @Test
    void givesUpWhenTheHubDoesNotKnowIt() throws Exception {
        hub.answerNext("HTTP/1.1 401 Unauthorized\r\nContent-Length: 17\r\n\r\n{\"detail\":\"who?\"}");
        try (TestDevice device = new TestDevice(hub.url())) {
            device.offer(2);
            await().until(device.tally::isHopeless);
            await().until(() -> device.tally.counts().abandoned() == 2);

            assertThat(device.notices).containsExactly("dev-1: hub answered 401 Unauthorized: who?");
            assertThat(hub.hasUnaccepted()).isFalse();
        }
    }

    @Test
    void comesBackWhenTheHubIsBusy() throws Exception {
        hub.answerNext("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 4\r\n\r\nfull");
        long before = System.nanoTime();
        try (TestDevice device = new TestDevice(hub.url())) {
            hub.accept();
            assertThat(System.nanoTime() - before).isGreaterThan(1_000_000_000L);
            assertThat(device.notices).containsExactly("dev-1: hub answered 503 Service Unavailable: full");
        }
    }

    @Test
    void aDeviceThatWasWelcomeOnceKeepsTrying() throws Exception {
        try (TestDevice device = new TestDevice(hub.url())) {
            Peer peer = hub.accept();
            peer.welcome();
            await().until(() -> device.tally.counts().connected() == 1);
            hub.answerNext("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
            peer.cut();

            hub.accept();
            assertThat(device.tally.counts().rejected()).isZero();
        }
    }

    @Test
    void doesNotWaitForeverForAWelcome() throws Exception {
        try (TestDevice device = new TestDevice(hub.url(), Optional.empty(), 1)) {
            hub.accept();
            hub.accept();
            assertThat(device.notices).anyMatch(notice -> notice.contains("no welcome in time"));
        }
    }

    @Test
    void sendsNoFrameThatTheHubCannotTake() throws Exception {
        try (TestDevice device = new TestDevice(hub.url())) {
            device.offer(1);
            hub.accept().send(new Welcome(0, 0, 20, List.of()));

            await().until(() -> device.tally.counts().refused() == 1);
            assertThat(device.notices).anyMatch(notice -> notice.contains("frame of 26 bytes, the hub takes 20"));
        }
    }

    @Test
    void saysGoodbye() throws Exception {
        TestDevice device = new TestDevice(hub.url());
        Peer peer = hub.accept();
        peer.welcome();
        await().until(() -> device.tally.counts().connected() == 1);

        device.close();

        assertThat(peer.next(Peer.Received.Close.class).code()).isEqualTo(1001);
    }
}

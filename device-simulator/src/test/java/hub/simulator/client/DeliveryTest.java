package hub.simulator.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.protocol.message.HubMessage.ResumePoint;
import hub.simulator.testing.MiniHub;
import hub.simulator.testing.Peer;
import hub.simulator.testing.Peer.Received.Binary;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    private MiniHub hub;
    private TestDevice device;

    @BeforeEach
    void connect() throws IOException {
        hub = new MiniHub();
        device = new TestDevice(hub.url());
    }

    @AfterEach
    void close() throws IOException {
        device.close();
        hub.close();
    }

    @Test
    void sendsNothingBeforeTheWelcome() throws Exception {
        device.offer(1);
        Peer peer = hub.accept();
        peer.ping("first");

        assertThat(peer.next()).isEqualTo(new Peer.Received.Pong("first"));
        peer.welcome();
        assertThat(peer.next())
                .isInstanceOfSatisfying(
                        Peer.Received.Text.class,
                        hello -> assertThat(hello.text()).isEqualTo("{\"type\":\"hello\",\"firmware\":\"test\"}"));
        assertThat(seqs(peer, 1)).containsExactly(1L);
    }

    @Test
    void resendsVerbatimInOrderAfterACut() throws Exception {
        device.offer(5);
        Peer first = hub.accept();
        first.welcome();
        List<ByteBuffer> before = bytes(first, 5);
        first.ack(TestDevice.EPOCH, 2);
        await().until(() -> device.tally.counts().acknowledged() == 2);
        first.cut();

        Peer second = hub.accept();
        second.welcome();

        assertThat(bytes(second, 3)).isEqualTo(before.subList(2, 5));
        assertThat(device.tally.counts().resent()).isEqualTo(3);
        second.ack(TestDevice.EPOCH, 5);
        await().until(() -> device.tally.awaitSettled(0));
        assertThat(device.tally.counts().acknowledged()).isEqualTo(5);
    }

    @Test
    void resumeCoversFramesWhoseAcknowledgementWasLost() throws Exception {
        device.offer(5);
        Peer first = hub.accept();
        first.welcome();
        bytes(first, 5);
        first.cut();

        Peer second = hub.accept();
        second.welcome(new ResumePoint(4, 9), new ResumePoint(TestDevice.EPOCH, 4));

        assertThat(seqs(second, 1)).containsExactly(5L);
        assertThat(device.tally.counts().acknowledged()).isEqualTo(4);
    }

    @Test
    void keepsToTheWindow() throws Exception {
        device.offer(40);
        Peer peer = hub.accept();
        peer.welcome();

        assertThat(seqs(peer, 16)).startsWith(1L).endsWith(16L);
        // What the device writes before it answers a ping it has written in reply to nothing else.
        peer.ping("any more?");
        assertThat(peer.next()).isInstanceOf(Peer.Received.Pong.class);
        peer.ack(TestDevice.EPOCH, 10);
        assertThat(seqs(peer, 10)).startsWith(17L).endsWith(26L);
    }

    @Test
    void ignoresAnAcknowledgementOfAnotherEpoch() throws Exception {
        device.offer(20);
        Peer peer = hub.accept();
        peer.welcome();
        seqs(peer, 16);

        peer.ack(TestDevice.EPOCH + 1, 16);
        peer.ping("done");

        assertThat(peer.next()).isEqualTo(new Peer.Received.Pong("done"));
        assertThat(device.tally.counts().acknowledged()).isZero();
    }

    @Test
    void aRefusedFrameIsOver() throws Exception {
        device.offer(3);
        Peer first = hub.accept();
        first.welcome();
        seqs(first, 3);
        first.refuse(2);
        await().until(() -> device.tally.counts().refused() == 1);
        first.cut();

        Peer second = hub.accept();
        second.welcome();

        assertThat(seqs(second, 2)).containsExactly(1L, 3L);
        assertThat(device.notices)
                .anyMatch(notice -> notice.contains("frame 2 refused, bad-value: refused by the test"));
    }

    @Test
    void comesBackWheneverTheHubCloses() throws Exception {
        for (int code : new int[] {1000, 1001, 4400, 4409}) {
            Peer peer = hub.accept();
            peer.welcome();
            peer.close(code);
            assertThat(peer.next(Peer.Received.Close.class).code()).isEqualTo(code);
        }
        hub.accept().cut();
        hub.accept();
        assertThat(device.notices).anyMatch(notice -> notice.contains("hub closed with 1001: closed by the test"));
    }

    private static List<Long> seqs(Peer peer, int count) throws InterruptedException {
        List<Long> seqs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            seqs.add(peer.next(Binary.class).frame().seq());
        }
        return seqs;
    }

    private static List<ByteBuffer> bytes(Peer peer, int count) throws InterruptedException {
        List<ByteBuffer> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            frames.add(peer.next(Binary.class).bytes());
        }
        return frames;
    }
}

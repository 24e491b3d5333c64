package hub.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.protocol.frame.Ack;
import hub.protocol.testing.Effort;
import hub.testing.FlakyProxy;
import hub.testing.Frames;
import hub.testing.Json;
import hub.testing.Peer;
import hub.testing.Peer.Received;
import hub.testing.TestHub;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the network does, what was acknowledged is stored once, in order. */
class ExactDeliveryTest {

    private static final int DEVICES = 50;
    private static final int IN_FLIGHT = 40;
    private static final int BYTES_TO_CUT = 900;

    @TempDir
    Path data;

    /** Sends frames 1 to n of one epoch, as firmware does: over and over, until they are acknowledged. */
    private static final class Firmware {

        private final URI hub;
        private final String id;
        private final int frames;
        private int acknowledged;

        Firmware(URI hub, String id, int frames) {
            this.hub = hub;
            this.id = id;
            this.frames = frames;
        }

        /** Returns how often it connected. */
        int run() {
            int connections = 0;
            while (acknowledged < frames) {
                connections++;
                try (Peer peer = Peer.open(hub, "/ws/devices/" + id)) {
                    speak(peer);
                } catch (UncheckedIOException | AssertionError | IllegalArgumentException e) {
                    // Cut, perhaps within the handshake.
                }
            }
            return connections;
        }

        private void speak(Peer peer) {
            Json.array(peer.takeText("welcome"), "resume")
                    .forEach(point -> acknowledged = Math.max(acknowledged, (int) Json.number(point, "seq")));
            int sent = acknowledged;
            while (acknowledged < frames) {
                while (sent < frames && sent - acknowledged < IN_FLIGHT) {
                    sent++;
                    peer.sendBinary(Frames.at(1, sent));
                }
                Received next = peer.take();
                if (next instanceof Received.Binary binary) {
                    Ack ack = Ack.decode(binary.bytes()).orElseThrow();
                    assertThat(ack.seq()).isLessThanOrEqualTo(sent);
                    acknowledged = Math.max(acknowledged, (int) ack.seq());
                } else if (next instanceof Received.End || next instanceof Received.Close) {
                    return;
                }
            }
        }
    }

    private static List<String> rows(TestHub hub, String device) {
        return hub.readings("?device=" + device).stream()
                .map(row -> row.replace("," + device + ",", ",,"))
                .toList();
    }

    private static void requireCountersAgree(TestHub hub) {
        await().untilAsserted(() -> assertThat(hub.metric("hub_frames_stored_total")
                        + hub.metric("hub_frames_duplicate_total")
                        + hub.metric("hub_frames_refused_total")
                        + hub.metric("hub_frames_in_flight"))
                .isEqualTo(hub.metric("hub_frames_received_total")));
    }

    @Test
    @Timeout(300)
    void aThousandCutsLoseNothingAndDoubleNothing() throws Exception {
        long seed = Long.getLong("hub.seed", System.nanoTime());
        int frames = Effort.rounds(400);
        ExecutorService threads = Executors.newFixedThreadPool(DEVICES);
        try (TestHub hub = TestHub.start(data);
                FlakyProxy proxy = new FlakyProxy(hub.address(), BYTES_TO_CUT, seed)) {
            assertThat(new Firmware(hub.address(), "straight", frames).run()).isEqualTo(1);
            List<Future<Integer>> runs = IntStream.range(0, DEVICES)
                    .mapToObj(i -> threads.submit(() -> new Firmware(proxy.address(), "d" + i, frames).run()))
                    .toList();
            int connections = 0;
            for (Future<Integer> run : runs) {
                connections += run.get();
            }
            System.out.println(DEVICES + " devices, " + connections + " connections, " + proxy.cuts()
                    + " cuts, -Dhub.seed=" + seed);
            List<String> wanted = rows(hub, "straight");
            assertThat(wanted).hasSize(frames);
            for (int i = 0; i < DEVICES; i++) {
                assertThat(rows(hub, "d" + i))
                        .as("device %d, -Dhub.seed=%d", i, seed)
                        .isEqualTo(wanted);
            }
            assertThat(proxy.cuts()).isGreaterThan(1_000);
            assertThat(hub.metric("hub_frames_refused_total")).isZero();
            requireCountersAgree(hub);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void framesSentAgainSinceTheirAcknowledgementsWereLostAreStoredOnce() {
        int frames = 100_000;
        try (TestHub hub = TestHub.start(data)) {
            byte[] all = Frames.wire(1, 1, frames);
            for (int i = 0; i < 2; i++) {
                Peer device = hub.welcomed("A");
                device.sendRaw(all);
                device.awaitAck(1, frames);
                device.close();
            }
            assertThat(hub.readings("?device=A")).hasSize(frames);
            assertThat(hub.metric("hub_frames_stored_total")).isEqualTo(frames);
            assertThat(hub.metric("hub_frames_duplicate_total")).isEqualTo(frames);
            requireCountersAgree(hub);
        }
    }
}

package hub.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hub.ingest.IngestLimits;
import hub.testing.Frames;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Too much, too fast: the hub holds little, loses nothing and goes on. */
class BackpressureTest {

    /** Far more acknowledgements of duplicates than all buffers on the way take, even if some are taken together. */
    private static final int ROUNDS = 300;

    private static final int IN_EACH_ROUND = 20_000;

    @TempDir
    Path data;

    @Test
    void aDeviceThatDoesNotReadItsAcknowledgementsIsMadeToWaitAndLosesNothing() throws Exception {
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            Flood flood = Flood.begin(device);
            flood.awaitStop();
            assertThat(flood.rounds).as("rounds before the hub stops reading").isLessThan(ROUNDS);
            Peer other = hub.welcomed("B");
            other.sendBinary(Frames.at(1, 1)).awaitAck(1, 1);
            flood.enough = true;
            device.readAgain();
            device.awaitAck(1, IN_EACH_ROUND + 1);
            flood.thread.join();
            assertThat(hub.readings("?device=A")).hasSize(IN_EACH_ROUND + 1);
            assertThat(hub.events("A")).containsExactly("online");
        }
    }

    @Test
    void oneThatReadsNothingForAsLongAsAnotherMayBeSilentIsDead() throws Exception {
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            Flood flood = Flood.begin(device);
            flood.awaitStop();
            hub.clocks.advance(Duration.ofSeconds(30));
            hub.welcomed("B").sendBinary(Frames.at(1, 1)).awaitAck(1, 1);
            assertThat(hub.events("A")).containsExactly("online");
            await().until(() -> {
                hub.clocks.advance(Duration.ofSeconds(5));
                return hub.events("A").equals(List.of("online", "offline(no-heartbeat)"));
            });
            flood.thread.join();
        }
    }

    /** Sends the same frames again and again, and reads nothing. */
    private static final class Flood {

        private final Thread thread;
        private volatile int rounds;
        private volatile boolean enough;

        private Flood(Peer device) {
            thread = new Thread(() -> {
                try {
                    byte[] again = Frames.wire(1, 1, IN_EACH_ROUND);
                    for (int round = 0; round < ROUNDS && !enough; round++) {
                        device.sendOrThrow(again);
                        rounds = round + 1;
                    }
                    device.sendOrThrow(Frames.wire(1, IN_EACH_ROUND + 1, 1));
                } catch (IOException e) {
                    // The test says what it misses.
                }
            });
        }

        static Flood begin(Peer device) {
            device.stopReading();
            Flood flood = new Flood(device);
            flood.thread.start();
            return flood;
        }

        /** Until the hub takes no more. */
        void awaitStop() {
            int[] before = {-1};
            await().pollInterval(Duration.ofMillis(500))
                    .atMost(Duration.ofSeconds(40))
                    .until(() -> {
                        boolean stands = rounds == before[0];
                        before[0] = rounds;
                        return stands;
                    });
        }
    }

    @Test
    void aTinyLimitForAllDevicesHoldsThemUpAndLetsThemGoOn() {
        try (TestHub hub = TestHub.start(data, settings -> settings.withIngest(new IngestLimits(1, 1L << 20, 1_000)))) {
            requireAllStored(hub);
        }
    }

    @Test
    void aTinyLimitForEachDeviceHoldsItUpAndLetsItGoOn() {
        try (TestHub hub = TestHub.start(data, settings -> settings.withIngest(new IngestLimits(64 << 20, 1, 1_000)))) {
            requireAllStored(hub);
        }
    }

    private static void requireAllStored(TestHub hub) {
        int frames = 2_000;
        List<Peer> devices = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            devices.add(hub.welcomed("D" + i));
        }
        devices.forEach(device -> device.sendRaw(Frames.wire(1, 1, frames)));
        devices.forEach(device -> device.awaitAck(1, frames));
        assertThat(hub.readings("")).hasSize(frames * devices.size());
        assertThat(hub.metric("hub_in_flight_bytes")).isZero();
    }

    @Test
    void aFloodOfHellosIsHeldUpToo() {
        try (TestHub hub = TestHub.start(data, settings -> settings.withIngest(new IngestLimits(1, 1L << 20, 1_000)))) {
            Peer device = hub.welcomed("A");
            for (int i = 0; i < 2_000; i++) {
                device.sendText("{\"type\":\"hello\",\"firmware\":\"" + i + "\"}");
            }
            device.sendBinary(Frames.at(1, 1)).awaitAck(1, 1);
            assertThat(hub.get("/api/v1/devices/A").body()).contains("\"firmware\":\"1999\"");
        }
    }

    @Test
    void pingsWithoutReadingHoldNothingUp() {
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            byte[] pings = new byte[131 * 1_000];
            byte[] ping = Frames.wire(0x89, new byte[125]);
            for (int i = 0; i < 1_000; i++) {
                System.arraycopy(ping, 0, pings, i * ping.length, ping.length);
            }
            device.stopReading();
            device.sendRaw(pings).sendBinary(Frames.at(1, 1));
            device.readAgain();
            device.awaitAck(1, 1);

            device.stopReading();
            Peer other = hub.welcomed("B");
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 1_000; i++) {
                            device.sendOrThrow(pings);
                        }
                    })
                    .isInstanceOf(IOException.class);
            await().untilAsserted(() -> assertThat(hub.events("A")).containsExactly("online", "offline(refused)"));
            other.sendBinary(Frames.at(1, 1)).awaitAck(1, 1);
        }
    }
}

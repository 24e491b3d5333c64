package hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.store.RetentionRules;
import hub.testing.Frames;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that is told so forgets what is old, by its own clock. */
class RetentionTest {

    @TempDir
    Path data;

    @Test
    void readingsGoWhenTheirTimeIsOverAndNewOnesStay() {
        RetentionRules rules = RetentionRules.parse("keeper/*=forever,PT1H");
        try (TestHub hub =
                TestHub.start(data, settings -> settings.withFoldReadings(1).withRetention(rules))) {
            send(hub, "A", 1, 1);
            send(hub, "keeper", 1, 2);
            await().until(() -> hub.metric("hub_head_readings") == 0);
            hub.clocks.advance(Duration.ofMinutes(50));
            send(hub, "A", 2, 3);
            await().until(() -> hub.metric("hub_head_readings") == 0);
            assertThat(hub.readings("")).hasSize(3);
            hub.clocks.advance(Duration.ofMinutes(20));
            await().until(() -> hub.readings("").size() == 2);
            assertThat(Frames.valueCounts(hub.readings(""))).containsOnlyKeys("2", "3");
            hub.clocks.advance(Duration.ofHours(1));
            await().until(() -> hub.readings("").size() == 1);
        }
        try (TestHub again = TestHub.start(data)) {
            assertThat(Frames.valueCounts(again.readings(""))).containsOnlyKeys("2");
        }
    }

    /** On a new connection: one that was there before the clock went ahead has been silent for too long. */
    private static void send(TestHub hub, String device, long seq, double value) {
        try (Peer peer = hub.welcomed(device)) {
            peer.sendBinary(Frames.hubTime(1, seq, value)).awaitAck(1, seq);
        }
    }
}

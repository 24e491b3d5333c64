package hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.protocol.frame.Ack;
import hub.protocol.testing.Effort;
import hub.store.Progress;
import hub.store.backup.Restore;
import hub.testing.Frames;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups one after the other while devices send all they can: three of them, twenty with {@code -Dhub.test.long=true}. */
class BackupUnderLoadTest {

    private static final int DEVICES = 4;
    private static final int FRAMES_A_WRITE = 50;

    @TempDir
    Path temporary;

    /** What each device had acknowledged before each backup began. */
    private final List<long[]> acknowledgedBefore = new ArrayList<>();

    @Test
    void eachHoldsTheAcknowledgedPrefixOfEveryDeviceOnce() throws Exception {
        int rounds = Effort.rounds(3, 20);
        Path backups = Files.createDirectory(temporary.resolve("backups"));
        AtomicBoolean over = new AtomicBoolean();
        AtomicLongArray acknowledged = new AtomicLongArray(DEVICES);
        List<Thread> senders = new ArrayList<>();
        try (TestHub hub = TestHub.start(
                temporary.resolve("data"),
                settings -> settings.withFoldReadings(2_000).withBackups(backups))) {
            for (int i = 0; i < DEVICES; i++) {
                int number = i;
                Peer device = hub.welcomed("D" + i);
                Thread sender = new Thread(() -> send(device, number, acknowledged, over));
                senders.add(sender);
                sender.start();
            }
            await().until(() -> hub.metric("hub_folds_total") >= 3);
            for (int round = 0; round < rounds; round++) {
                acknowledgedBefore.add(copy(acknowledged));
                double stored = hub.metric("hub_frames_stored_total");
                assertThat(hub.send(HttpRequest.newBuilder(hub.address().resolve("/api/v1/backup?name=" + name(round)))
                                        .POST(HttpRequest.BodyPublishers.noBody())
                                        .build())
                                .statusCode())
                        .isEqualTo(201);
                await().until(() -> hub.metric("hub_frames_stored_total") > stored);
            }
            over.set(true);
            for (Thread sender : senders) {
                sender.join();
            }
        }
        for (int round = 0; round < rounds; round++) {
            requirePrefixes(backups.resolve(name(round)), acknowledgedBefore.get(round));
        }
    }

    private static String name(int round) {
        return "round-" + round + (round % 2 == 0 ? ".zip" : "");
    }

    private static long[] copy(AtomicLongArray values) {
        long[] copy = new long[values.length()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = values.get(i);
        }
        return copy;
    }

    /** Each frame carries its own number as its value. */
    private static void send(Peer device, int number, AtomicLongArray acknowledged, AtomicBoolean over) {
        for (long seq = 1; !over.get(); seq += FRAMES_A_WRITE) {
            device.sendRaw(Frames.wire(1, seq, FRAMES_A_WRITE)).awaitAck(1, seq);
            acknowledged.set(number, Peer.lastAck(device.drain()).map(Ack::seq).orElse(seq));
        }
    }

    private void requirePrefixes(Path backup, long[] acknowledged) {
        Path restored = temporary.resolve("restored-" + backup.getFileName());
        Restore.run(backup, restored, Progress.NONE);
        try (TestHub again = TestHub.start(restored)) {
            for (int i = 0; i < DEVICES; i++) {
                Map<String, Integer> counts = Frames.valueCounts(again.readings("?device=D" + i));
                assertThat(counts.values()).as("stored once").containsOnly(1);
                assertThat((long) counts.size()).as("of D" + i).isGreaterThanOrEqualTo(acknowledged[i]);
                for (long value = 1; value <= counts.size(); value++) {
                    assertThat(counts).containsKey(String.valueOf(value));
                }
            }
        }
    }
}

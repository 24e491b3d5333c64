package hub.live;

import static org.assertj.core.api.Assertions.assertThat;

import hub.json.JsonValue.JsonBoolean;
import hub.protocol.frame.LiveFrame;
import hub.testing.Frames;
import hub.testing.Json;
import hub.testing.Peer;
import hub.testing.Peer.Received;
import hub.testing.TestHub;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A viewer that comes back goes on where it was, or is told to begin anew. */
class ResumeTest {

    @TempDir
    Path data;

    /** A viewer as it should be: it remembers the cursor of what it has taken, and forgets half a snapshot. */
    private static final class Returning {

        final Merged merged = new Merged();
        private final TestHub hub;
        private final String selection;
        private Peer peer;
        private String run;
        private long cursor;

        Returning(TestHub hub, String selection) {
            this.hub = hub;
            this.selection = selection;
            this.peer = connect();
            this.run = Json.text(peer.takeText("welcome"), "run");
            peer.sendText("{\"type\":\"subscribe\",\"id\":3,\"mode\":\"every\"," + selection + "}");
            assertThat(peer.takeText("subscribed").toString()).doesNotContain("resumed");
        }

        private Peer connect() {
            return Peer.open(hub.address(), "/ws/live");
        }

        void takeUntil(int readings) {
            while (merged.size() < readings) {
                takeOne();
            }
        }

        void takeOne() {
            Received next = peer.take();
            merged.take(next);
            if (next instanceof Received.Binary binary) {
                cursor = LiveFrame.decode(binary.bytes()).orElseThrow().cursor();
            }
        }

        /** Whether the hub says that it goes on. */
        boolean comeBack(String withRun, long withCursor) {
            peer.close();
            peer = connect();
            peer.takeText("welcome");
            peer.sendText("{\"type\":\"subscribe\",\"id\":3,\"mode\":\"every\"," + selection + ",\"run\":\"" + withRun
                    + "\",\"resume\":" + withCursor + "}");
            return ((JsonBoolean) Objects.requireNonNull(
                            peer.takeText("subscribed").members().get("resumed")))
                    .value();
        }
    }

    private static List<String> ofHttp(TestHub hub) {
        return hub.readings("?device=A").stream()
                .map(row -> row.substring(row.lastIndexOf(',') + 1))
                .toList();
    }

    @Test
    void afterTwentyCutsEverythingIsThereOnceAndNothingIsMissing() {
        int frames = 210;
        int each = 30;
        long first = System.currentTimeMillis() - 600_000;
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            Peer other = hub.welcomed("B");
            Returning viewer = new Returning(hub, "\"devices\":[\"A\"]");
            viewer.takeUntil(0);
            Thread writer = new Thread(() -> {
                for (int seq = 1; seq <= frames; seq++) {
                    device.sendBinary(Frames.many(1, seq, first + (long) seq * each, each))
                            .awaitAck(1, seq);
                    other.sendBinary(Frames.at(1, seq)).awaitAck(1, seq);
                }
            });
            writer.start();
            for (int cut = 1; cut <= 20; cut++) {
                viewer.takeUntil(cut * 10 * each);
                assertThat(viewer.comeBack(viewer.run, viewer.cursor)).isTrue();
            }
            viewer.takeUntil(frames * each);
            assertThat(viewer.merged.snapshots).as("the first one only").isEqualTo(1);
            assertThat(viewer.merged.skipped).isZero();
            assertThat(new TreeMap<>(viewer.merged.readings)
                            .values().stream()
                                    .map(value -> String.valueOf(value.intValue()))
                                    .toList())
                    .isEqualTo(ofHttp(hub));
        }
    }

    @Test
    void aCursorThatIsNotOfThisRunOrNotKnownBeginsAnewAndSaysSo() {
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            Returning viewer = new Returning(hub, "\"devices\":[\"A\"],\"history\":\"P7D\"");
            device.sendBinary(Frames.many(1, 1, System.currentTimeMillis() - 60_000, 100))
                    .awaitAck(1, 1);
            viewer.takeUntil(100);
            long cursor = viewer.cursor;
            String run = viewer.run;
            for (String asked : List.of("another-run " + cursor, run + " " + (cursor + 1_000_000))) {
                String[] parts = asked.split(" ", 2);
                int before = viewer.merged.snapshots;
                assertThat(viewer.comeBack(parts[0], Long.parseLong(parts[1])))
                        .as(asked)
                        .isFalse();
                while (viewer.merged.snapshots == before || viewer.merged.size() < 100) {
                    viewer.takeOne();
                }
            }
        }
        // The same data, the same position, another run.
        try (TestHub hub = TestHub.start(data)) {
            Returning viewer = new Returning(hub, "\"devices\":[\"A\"],\"history\":\"P7D\"");
            viewer.takeUntil(100);
            assertThat(viewer.comeBack("another-run", viewer.cursor)).isFalse();
            assertThat(viewer.comeBack(viewer.run, 0)).as("before this run").isFalse();
            assertThat(viewer.comeBack(viewer.run, viewer.cursor)).isTrue();
        }
    }

    @Test
    void aViewerThatMissedNothingGetsNothing() {
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            Returning viewer = new Returning(hub, "\"prefix\":\"A\"");
            // What is stored while the snapshot is read may come twice.
            viewer.takeUntil(0);
            device.sendBinary(Frames.many(1, 1, System.currentTimeMillis() - 60_000, 10))
                    .awaitAck(1, 1);
            viewer.takeUntil(10);
            assertThat(viewer.comeBack(viewer.run, viewer.cursor)).isTrue();
            device.sendBinary(Frames.many(1, 2, System.currentTimeMillis() - 30_000, 1))
                    .awaitAck(1, 2);
            // Its name, then the one.
            viewer.peer.takeText("series");
            LiveFrame only = viewer.peer.awaitLive();
            assertThat(only.count()).isEqualTo(1);
            assertThat(only.snapshotStarts() || only.snapshotEnds()).isFalse();
        }
    }
}

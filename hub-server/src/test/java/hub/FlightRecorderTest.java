package hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.testing.Frames;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The hub's events in a recording of Flight Recorder. Alone, since that records the whole process. */
@Isolated
class FlightRecorderTest {

    @TempDir
    Path folder;

    private int sent;

    private Map<String, List<RecordedEvent>> record(boolean frames) throws IOException {
        Path file = folder.resolve("hub.jfr");
        sent = 0;
        try (Recording recording = new Recording();
                TestHub hub =
                        TestHub.start(folder.resolve("data" + frames), settings -> settings.withFoldReadings(100))) {
            if (frames) {
                recording.enable("hub.Frame");
            }
            recording.start();
            try (Peer device = hub.welcomed("A");
                    Peer viewer = hub.viewer()) {
                for (int fold = 0; fold < 40 && hub.metric("hub_chunks_merged_total") == 0; fold++) {
                    device.sendRaw(Frames.wire(1, 1 + 100L * fold, 100)).awaitAck(1, 100L * (fold + 1));
                    await().until(() -> hub.metric("hub_head_readings") == 0);
                    sent += 100;
                }
                assertThat(hub.readings("?device=A")).hasSize(sent);
                await().until(() -> hub.metric("hub_live_latency_seconds_count") > 0);
                viewer.ping(new byte[] {1}).takePong();
            }
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .collect(Collectors.groupingBy(event -> event.getEventType().getName(), Collectors.toList()));
    }

    @Test
    void whatTheHubDoesIsInTheRecording() throws IOException {
        Map<String, List<RecordedEvent>> events = record(true);
        assertThat(events).containsKeys("hub.Frame", "hub.Force", "hub.Fold", "hub.Merge", "hub.Query", "hub.Live");
        assertThat(events.getOrDefault("hub.Frame", List.of())).hasSize(sent).allSatisfy(frame -> {
            assertThat(frame.getString("device")).isEqualTo("A");
            assertThat(frame.getInt("readings")).isEqualTo(1);
            assertThat(frame.getDuration("latency")).isPositive();
        });
        assertThat(events.getOrDefault("hub.Force", List.of()).stream().mapToInt(force -> force.getInt("records")))
                .anyMatch(records -> records > 0);
        assertThat(events.getOrDefault("hub.Fold", List.of())).anySatisfy(fold -> {
            assertThat(fold.getLong("position")).isPositive();
            assertThat(fold.getDuration()).isPositive();
        });
        assertThat(events.getOrDefault("hub.Query", List.of()))
                .anySatisfy(query -> assertThat(query.getInt("series")).isEqualTo(1));
        assertThat(events.getOrDefault("hub.Live", List.of()))
                .extracting(live -> live.getString("what"))
                .contains("batch", "tick");
    }

    @Test
    void framesAreLeftOutUnlessTheyAreAskedFor() throws IOException {
        Map<String, List<RecordedEvent>> events = record(false);
        assertThat(events).doesNotContainKey("hub.Frame").containsKey("hub.Force");
    }
}

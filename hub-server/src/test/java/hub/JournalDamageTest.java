package hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.testing.Frames;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bit of the journal that the disk has lost, as people and programs hear of it. */
class JournalDamageTest {

    @TempDir
    Path data;

    @TempDir
    Path damaged;

    @TempDir
    Path later;

    @Test
    void itIsToldEverywhereOnceAndTheReadingsBehindItAreThere() throws IOException {
        try (TestHub hub = TestHub.start(data)) {
            assertThat(hub.metric("hub_journal_damaged_stretches{acknowledged=\"true\"}"))
                    .isZero();
            Peer device = hub.welcomed("device-that-is-easy-to-find");
            for (int seq = 1; seq <= 5; seq++) {
                device.sendBinary(Frames.at(1, seq)).awaitAck(1, seq);
            }
            hub.copy(damaged);
        }
        flipInTheLastButOneFrame();
        try (TestHub hub = TestHub.start(damaged)) {
            assertThat(Frames.valueCounts(hub.readings("?device=device-that-is-easy-to-find")))
                    .containsOnlyKeys("1", "2", "3", "5");
            assertThat(hub.metric("hub_journal_damaged_stretches{acknowledged=\"true\"}"))
                    .isEqualTo(1);
            assertThat(hub.metric("hub_journal_damaged_bytes{acknowledged=\"true\"}"))
                    .isPositive();
            assertThat(hub.get("/readyz").statusCode()).isEqualTo(200);
            assertThat(hub.get("/readyz").body()).contains("\"warnings\":{\"journal\":\"1 stretches");
            await().until(() -> told(hub) == 1);
            assertThat(hub.get("/api/v1/events").body())
                    .contains("records-lost", "a record differs from its checksum", ".damaged-");
            await().until(() -> files(damaged.resolve("journal")).anyMatch(name -> name.endsWith(".reported")));
            hub.copy(later);
        }
        try (TestHub hub = TestHub.start(later)) {
            assertThat(hub.get("/readyz").body()).contains("1 stretches");
            Peer device = hub.welcomed("B");
            device.sendBinary(Frames.at(1, 1)).awaitAck(1, 1);
            assertThat(told(hub)).as("the damage is known already").isEqualTo(1);
        }
    }

    private static long told(TestHub hub) {
        return Pattern.compile("journal-damaged")
                .matcher(hub.get("/api/v1/events").body())
                .results()
                .count();
    }

    private static Stream<String> files(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void flipInTheLastButOneFrame() throws IOException {
        List<String> segments = files(damaged.resolve("journal"))
                .filter(name -> name.endsWith(".journal"))
                .toList();
        assertThat(segments).hasSize(1);
        Path segment = damaged.resolve("journal").resolve(segments.get(0));
        byte[] bytes = Files.readAllBytes(segment);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int last = text.lastIndexOf("device-that-is-easy-to-find");
        // The newest entry may be of the socket that was still open; the frames are the ones before.
        int frame = text.lastIndexOf("device-that-is-easy-to-find", last - 1);
        bytes[frame] ^= 1;
        Files.write(segment, bytes);
    }
}

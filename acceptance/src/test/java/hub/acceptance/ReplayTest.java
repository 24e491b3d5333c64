package hub.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.acceptance.Readings.ReadingKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was recorded, replayed, stored and asked for again is the same, whatever happens to the hub meanwhile. */
@Timeout(300)
class ReplayTest {

    @TempDir
    private Path directory;

    @Test
    void weekAtFullSpeedComesBackExactly() {
        Path week = week();
        try (HubProcess hub = HubProcess.start(directory);
                ChildProcess simulator = Simulator.replay(hub, directory.resolve("logs"), week)) {
            assertThat(simulator.awaitExit(120)).as(simulator.output()).isZero();

            assertSame(Recording.read(List.of(week)), Readings.of(hub));
        }
    }

    @Test
    void weekReplayedTwiceIsStoredOnce() {
        Path week = week();
        try (HubProcess hub = HubProcess.start(directory)) {
            for (int round = 0; round < 2; round++) {
                try (ChildProcess simulator = Simulator.replay(hub, directory.resolve("logs"), week)) {
                    assertThat(simulator.awaitExit(120)).as(simulator.output()).isZero();
                }
            }

            assertSame(Recording.read(List.of(week)), Readings.of(hub));
        }
    }

    @Test
    void archiveFilesComeBackExactly() {
        Path archive = Project.recordedData()
                .map(data -> data.resolve("archive-2019-05-20"))
                .orElseGet(() -> GeneratedData.archive(directory));
        try (HubProcess hub = HubProcess.start(directory);
                ChildProcess simulator = Simulator.replay(hub, directory.resolve("logs"), archive)) {
            assertThat(simulator.awaitExit(120)).as(simulator.output()).isZero();

            assertSame(Recording.read(csvFiles(archive)), Readings.of(hub));
        }
    }

    @Test
    void stopAndRestartLosesNothing() {
        Path week = week();
        Map<ReadingKey, String> expected = Recording.read(List.of(week));
        try (HubProcess hub = HubProcess.start(directory, "--fold-readings", "40000");
                ChildProcess simulator = Simulator.replay(hub, directory.resolve("logs"), week)) {
            awaitStored(hub, expected.size() / 2.0);
            hub.terminate();
            hub.restart();
            assertThat(simulator.awaitExit(120)).as(simulator.output()).isZero();

            assertSame(expected, Readings.of(hub));
        }
    }

    /** The folds into the database are kept small, so that the kills hit journal and database alike. */
    @ParameterizedTest(name = "killed after {0} of eleven parts, and again after every three")
    @CsvSource({"1, 4", "2, 3", "3, 3"})
    void killsInTheMiddleLoseNothing(int first, int kills) {
        Path week = week();
        Map<ReadingKey, String> expected = Recording.read(List.of(week));
        try (HubProcess hub = HubProcess.start(directory, "--fold-readings", "20000");
                ChildProcess simulator = Simulator.replay(hub, directory.resolve("logs"), week)) {
            for (int kill = 0; kill < kills; kill++) {
                // What is counted begins anew with every start.
                awaitStored(hub, expected.size() * (kill == 0 ? first : 3) / 11.0);
                hub.kill();
                assertThat(simulator.isAlive()).as("the replay goes on").isTrue();
                hub.restart();
            }
            assertThat(simulator.awaitExit(120)).as(simulator.output()).isZero();

            assertSame(expected, Readings.of(hub));
        }
    }

    private static void awaitStored(HubProcess hub, double readings) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> hub.metric("hub_readings_stored_total") >= readings);
    }

    private static void assertSame(Map<ReadingKey, String> expected, Map<ReadingKey, String> actual) {
        assertThat(Readings.differences(expected, actual, 10)).isEmpty();
        assertThat(actual).hasSameSizeAs(expected);
    }

    private Path week() {
        return Project.recordedData()
                .map(data -> data.resolve("replay_week_2019-05-06.csv.gz"))
                .orElseGet(() -> {
                    System.out.println("The recorded data is absent: a generated set in the same layout is replayed.");
                    return GeneratedData.joinedWeek(directory);
                });
    }

    private static List<Path> csvFiles(Path archive) {
        try (Stream<Path> files = Files.list(archive)) {
            return files.filter(file -> file.toString().endsWith(".csv"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

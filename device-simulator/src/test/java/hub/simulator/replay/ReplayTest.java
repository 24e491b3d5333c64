package hub.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.protocol.frame.ReadingsFrame;
import hub.simulator.client.Backoff;
import hub.simulator.client.HubAddress;
import hub.simulator.client.IoThreads;
import hub.simulator.client.LinkSettings;
import hub.simulator.report.Notices;
import hub.simulator.report.Tally;
import hub.simulator.testing.StoringHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {

    private static final int ROWS = 20_000;
    private static final int SENSORS = 10;

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void record() throws IOException {
        StringBuilder rows = new StringBuilder("sensor_id;sensor_type;location;lat;lon;timestamp;P1;P2\n");
        for (int i = 0; i < ROWS; i++) {
            rows.append(i % SENSORS).append(";SDS011;1;57.1;-2.1;2019-05-20T");
            rows.append("%02d:%02d:%02d;".formatted(i / 3600, i / 60 % 60, i % 60));
            rows.append(i / 100.0)
                    .append(';')
                    .append(i % 7 == 0 ? "" : i / 50.0)
                    .append('\n');
        }
        file = Files.writeString(directory.resolve("generated.csv"), rows);
    }

    @Test
    void everythingArrivesOnceThoughTheHubIsKilledAgainAndAgain() throws Exception {
        try (StoringHub hub = new StoringHub()) {
            Tally tally = new Tally();
            CompletableFuture<Void> replay = CompletableFuture.runAsync(() -> replay(hub, tally, 1));
            for (int kill = 1; kill <= 4; kill++) {
                long enough = kill * 3_000L;
                await().until(() -> hub.frames() > enough);
                hub.restart();
            }
            replay.join();

            assertThat(hub.frames()).isEqualTo(ROWS);
            assertThat(tally.counts().acknowledged())
                    .isEqualTo(tally.counts().offered())
                    .isEqualTo(readingsIn(hub));
            for (String device : hub.devices()) {
                List<ReadingsFrame> frames = hub.of(device);
                for (int i = 0; i < frames.size(); i++) {
                    assertThat(frames.get(i).seq()).isEqualTo(i + 1);
                }
            }
        }
    }

    @Test
    void theSameFileTwiceIsStoredOnceHoweverItIsPacked() throws Exception {
        try (StoringHub hub = new StoringHub()) {
            Tally first = new Tally();
            replay(hub, first, 3);
            long frames = hub.frames();
            Tally second = new Tally();
            replay(hub, second, 5);

            assertThat(frames).isEqualTo((ROWS / SENSORS + 2) / 3 * SENSORS);
            assertThat(hub.frames()).isEqualTo(frames);
            assertThat(second.counts().acknowledged()).isEqualTo(first.counts().acknowledged());
        }
    }

    private void replay(StoringHub hub, Tally tally, int rowsPerFrame) {
        Backoff backoff = new Backoff(Duration.ofMillis(5), Duration.ofMillis(50));
        LinkSettings settings =
                new LinkSettings(HubAddress.parse(hub.url()), 16, 64, backoff, 1_000, Duration.ofSeconds(10));
        try (Recording recording = Recording.open(List.of(file), "", (position, reason) -> tally.badRow());
                IoThreads threads = new IoThreads(
                        1,
                        settings,
                        tally,
                        new Notices(notice -> {}),
                        System::nanoTime,
                        new SplittableRandom(6),
                        failure -> {
                            throw new AssertionError(failure);
                        })) {
            threads.start();
            ReplayPlan plan = new ReplayPlan(RecordingPaths.epochOf(List.of(file)), rowsPerFrame, 64);
            Pacer pacer = new Pacer(Pacer.UNLIMITED, System::nanoTime, nanos -> false);
            new Replay(plan, recording, threads, id -> Optional.empty(), pacer).run();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static long readingsIn(StoringHub hub) {
        return hub.devices().stream()
                .flatMap(device -> hub.of(device).stream())
                .mapToLong(ReadingsFrame::count)
                .sum();
    }
}

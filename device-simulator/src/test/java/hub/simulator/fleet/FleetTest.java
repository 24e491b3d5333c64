package hub.simulator.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.json.JsonValue.JsonNumber;
import hub.json.JsonValue.JsonObject;
import hub.protocol.frame.ReadingsFrame;
import hub.protocol.frame.TimeMode;
import hub.protocol.message.HubMessage.Command;
import hub.simulator.client.Backoff;
import hub.simulator.client.HubAddress;
import hub.simulator.client.IoThreads;
import hub.simulator.client.LinkSettings;
import hub.simulator.report.Notices;
import hub.simulator.report.Tally;
import hub.simulator.testing.MiniHub;
import hub.simulator.testing.Peer;
import hub.simulator.testing.Peer.Received.Binary;
import hub.simulator.testing.Peer.Received.Text;
import hub.simulator.testing.StoringHub;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FleetTest {

    private final Tally tally = new Tally();

    @Test
    void aDeviceSaysWhatItIsAndSendsSamples() throws Exception {
        try (MiniHub hub = new MiniHub();
                IoThreads threads = threads(hub.url(), 100)) {
            fleet(threads, 1, Duration.ofMillis(20), 1);
            Peer peer = hub.accept();
            peer.welcome();

            assertThat(peer.device()).isEqualTo("sensor-0001");
            assertThat(peer.next(Text.class).text())
                    .matches("\\{\"type\":\"hello\",\"firmware\":\"simulator-1\",\"intervalSeconds\":0.02,"
                            + "\"location\":\\{\"lat\":57\\.[0-9]+,\"lon\":-[12]\\.[0-9]+}}");
            ReadingsFrame frame = peer.next(Binary.class).frame();
            assertThat(frame.mode()).isEqualTo(TimeMode.ABSOLUTE);
            assertThat(frame.f64()).isFalse();
            assertThat(frame.seq()).isEqualTo(1);
            assertThat(frame.count()).isBetween(5, 7);
            assertThat(frame.offsets()).isFalse();
        }
    }

    @Test
    void gathersSamplesUntilAFrameIsWorthSending() throws Exception {
        try (MiniHub hub = new MiniHub();
                IoThreads threads = threads(hub.url(), 100)) {
            fleet(threads, 1, Duration.ofMillis(5), 20);
            Peer peer = hub.accept();
            peer.welcome();

            ReadingsFrame frame = peer.next(Binary.class).frame();
            assertThat(frame.count()).isBetween(20, 26);
            assertThat(frame.offsets()).isTrue();
            assertThat(frame.offset(frame.count() - 1)).isPositive();
        }
    }

    @Test
    void carriesOutSetIntervalAndNothingElse() throws Exception {
        try (MiniHub hub = new MiniHub();
                IoThreads threads = threads(hub.url(), 100)) {
            fleet(threads, 1, Duration.ofHours(1), 1);
            Peer peer = hub.accept();
            peer.welcome();
            peer.next(Text.class);

            peer.send(setInterval("a", "0"));
            assertThat(peer.next(Text.class).text()).contains("\"ok\":false").contains("seconds must be");
            peer.send(new Command("b", "reboot", new JsonObject(Map.of())));
            assertThat(peer.next(Text.class).text()).contains("\"ok\":false").contains("unknown command 'reboot'");
            peer.send(setInterval("c", "0.01"));
            assertThat(peer.next(Text.class).text()).contains("\"id\":\"c\",\"ok\":true");
            assertThat(peer.next(Text.class).text()).contains("\"intervalSeconds\":0.01");
            assertThat(peer.next(Binary.class).frame().seq()).isEqualTo(1);
        }
    }

    @Test
    void dropsTheOldestAndCountsItWhenTheBufferIsFull() throws Exception {
        try (MiniHub hub = new MiniHub();
                IoThreads threads = threads(hub.url(), 16)) {
            fleet(threads, 1, Duration.ofMillis(1), 1);
            Peer peer = hub.accept();
            await().until(() -> tally.counts().dropped() > 100);
            peer.welcome();

            assertThat(peer.next(Binary.class).frame().seq()).isGreaterThan(10);
        }
    }

    @Test
    void everythingArrivesOnceThoughTheHubIsKilledAgainAndAgain() throws Exception {
        try (StoringHub hub = new StoringHub();
                IoThreads threads = threads(hub.url(), 100_000)) {
            Fleet fleet = fleet(threads, 20, Duration.ofMillis(2), 1);
            for (int kill = 1; kill <= 5; kill++) {
                long enough = kill * 1_000L;
                await().until(() -> hub.frames() > enough);
                hub.restart();
            }
            fleet.finish().join();

            assertThat(tally.awaitSettled(20_000)).isTrue();
            Tally.Counts counts = tally.counts();
            assertThat(counts.acknowledged()).isEqualTo(counts.offered());
            assertThat(hub.devices()).hasSize(20);
            long readings = 0;
            for (String device : hub.devices()) {
                List<ReadingsFrame> frames = hub.of(device);
                assertThat(frames)
                        .extracting(ReadingsFrame::epoch)
                        .containsOnly(frames.get(0).epoch());
                for (int i = 0; i < frames.size(); i++) {
                    assertThat(frames.get(i).seq()).isEqualTo(i + 1);
                    readings += frames.get(i).count();
                }
            }
            assertThat(readings).isEqualTo(counts.acknowledged());
        }
    }

    private Fleet fleet(IoThreads threads, int devices, Duration interval, int readingsPerFrame) {
        threads.start();
        FleetPlan plan = new FleetPlan(devices, "sensor-", interval, readingsPerFrame, 1);
        return new Fleet(plan, threads, id -> Optional.empty(), InstantSource.system(), new SplittableRandom(5));
    }

    private IoThreads threads(String url, int buffer) throws IOException {
        Backoff backoff = new Backoff(Duration.ofMillis(5), Duration.ofMillis(50));
        return new IoThreads(
                2,
                new LinkSettings(HubAddress.parse(url), 16, buffer, backoff, 1_000, Duration.ofSeconds(10)),
                tally,
                new Notices(notice -> {}),
                System::nanoTime,
                new SplittableRandom(4),
                failure -> {
                    throw new AssertionError(failure);
                });
    }

    private static Command setInterval(String id, String seconds) {
        return new Command(id, "set-interval", new JsonObject(Map.of("seconds", new JsonNumber(seconds))));
    }
}

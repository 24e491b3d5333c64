package hub.live;

import static org.assertj.core.api.Assertions.assertThat;

import hub.json.JsonValue.JsonObject;
import hub.protocol.frame.ReadingsFrameEncoder;
import hub.protocol.frame.TimeMode;
import hub.testing.Frames;
import hub.testing.Json;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Buckets of a stretch of time are those of history, and stay so. */
class ViewportTest {

    private static final long FROM = Frames.BASE_MILLIS;
    private static final int PM2_5 = 2;
    private static final int TEMPERATURE = 5;

    @TempDir
    Path data;

    private static Peer viewing(TestHub hub, String rest) {
        Peer viewer = hub.viewer();
        viewer.sendText("{\"type\":\"subscribe\",\"id\":7,\"mode\":\"viewport\"," + rest + "}");
        assertThat(Json.number(viewer.takeText("subscribed"), "id")).isEqualTo(7);
        return viewer;
    }

    /** Two metrics at random times within an hour, with decimals. */
    private static ByteBuffer random(SplittableRandom random, long seq, int count) {
        ReadingsFrameEncoder frame = ReadingsFrameEncoder.based(TimeMode.ABSOLUTE, false, false, true, 1, seq, FROM);
        for (int i = 0; i < count; i++) {
            int channel = random.nextBoolean() ? PM2_5 : TEMPERATURE;
            frame.add(channel, random.nextInt(3_600_000), random.nextInt(-200, 1_000) / 10.0);
        }
        return frame.encode();
    }

    private static Map<String, List<Double>> http(TestHub hub, String query) {
        return Viewed.ofHttp(hub.readings("?fn=min,avg,max,count&" + query));
    }

    private static String between(long from, long to) {
        return "from=" + Instant.ofEpochMilli(from) + "&to=" + Instant.ofEpochMilli(to);
    }

    @Test
    void aViewHasTheBucketsOfHistoryExactly() {
        SplittableRandom random = new SplittableRandom(7);
        // A fold in the middle: some of it is in chunks, some in memory.
        try (TestHub hub = TestHub.start(data, settings -> settings.withFoldReadings(3_000))) {
            for (String name : List.of("A", "B", "C")) {
                Peer device = hub.welcomed(name);
                for (int seq = 1; seq <= 4; seq++) {
                    device.sendBinary(random(random, seq, 500)).awaitAck(1, seq);
                }
            }
            Viewed viewed = new Viewed();
            Peer viewer = viewing(
                    hub,
                    "\"devices\":[\"A\",\"B\"],\"from\":" + FROM + ",\"to\":" + (FROM + 3_600_000) + ",\"pixels\":640");
            viewed.takeUntil(viewer, all -> all.complete);
            String devices = "device=A&device=B&";
            assertThat(viewed.buckets)
                    .hasSizeGreaterThan(1_000)
                    .isEqualTo(http(hub, devices + between(FROM, FROM + 3_600_000) + "&pixels=640"));

            for (int pixels : new int[] {1, 7, 1_000, 10_000}) {
                long from = FROM + 600_000 + pixels;
                long to = FROM + 1_234_567;
                viewer.sendText("{\"type\":\"view\",\"id\":7,\"view\":" + pixels + ",\"from\":" + from + ",\"to\":" + to
                        + ",\"pixels\":" + pixels + "}");
                viewed.takeUntil(viewer, all -> all.view == pixels && all.complete);
                assertThat(viewed.buckets)
                        .isNotEmpty()
                        .isEqualTo(http(hub, devices + between(from, to) + "&pixels=" + pixels));
            }
        }
    }

    @Test
    void theLastBucketIsLiveAndLateAndRepeatedReadingsComeOutRight() {
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            long now = hub.clocks.clocks().millis();
            Viewed viewed = new Viewed();
            Peer viewer = viewing(hub, "\"devices\":[\"A\"],\"window\":\"PT1H\",\"pixels\":100");
            viewed.takeUntil(viewer, all -> all.complete);
            assertThat(viewed.buckets).isEmpty();
            assertThat(viewed.widthMicros).isEqualTo(36_000_000);
            String query = "device=A&from=" + Instant.ofEpochMilli(viewed.fromMillis) + "&step=PT36S";
            long seq = 0;
            // The newest, then more in the same bucket, one that is late, and one again with another value.
            for (long[] reading : new long[][] {
                {now, 5}, {now - 1, 1}, {now - 2, 9}, {now - 1_800_000, 4}, {now, 7}, {now - 3_600_000 * 2, 100}
            }) {
                device.sendBinary(Frames.at(1, ++seq, reading[0], (double) reading[1]))
                        .awaitAck(1, seq);
                Map<String, List<Double>> expected = http(hub, query);
                viewed.takeUntil(viewer, all -> all.buckets.equals(expected));
            }
            assertThat(viewed.views).as("no other view was needed").containsExactly(0L);
        }
    }

    @Test
    void whatIsStoredWhileAViewIsReadIsNotMissing() {
        int frames = 400;
        long now = System.currentTimeMillis();
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            Viewed viewed = new Viewed();
            Peer viewer = viewing(hub, "\"devices\":[\"A\"],\"pixels\":500");
            for (int i = 1; i <= frames; i++) {
                device.sendBinary(Frames.many(1, i, now - 600_000 + i * 20L, 20));
                if (i % 10 == 0) {
                    viewer.sendText("{\"type\":\"view\",\"id\":7,\"view\":" + i + ",\"from\":" + (now - 600_000)
                            + ",\"to\":" + (now + 600_000) + ",\"pixels\":" + (500 + i) + "}");
                }
            }
            device.awaitAck(1, frames);
            Map<String, List<Double>> expected =
                    http(hub, "device=A&" + between(now - 600_000, now + 600_000) + "&pixels=" + (500 + frames));
            viewed.takeUntil(viewer, all -> all.view == frames && all.buckets.equals(expected));
            assertThat(viewed.views).as("newer views only").isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void everythingBeginsWithTheFirstReading() {
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            device.sendBinary(Frames.at(1, 1, 1_000_000_000_000L, 1)).awaitAck(1, 1);
            device.sendBinary(Frames.at(1, 2)).awaitAck(1, 2);
            Viewed viewed =
                    new Viewed().takeUntil(viewing(hub, "\"prefix\":\"A\",\"pixels\":1000"), all -> all.complete);
            assertThat(viewed.buckets).hasSize(2);
            assertThat(viewed.fromMillis)
                    .isBetween(1_000_000_000_000L - viewed.widthMicros / 1_000, 1_000_000_000_000L);
            Viewed none = new Viewed().takeUntil(viewing(hub, "\"prefix\":\"Z\",\"pixels\":10"), all -> all.complete);
            assertThat(none.buckets).isEmpty();
        }
    }

    @Test
    void aSlowViewerGetsTheNewestWhenItReadsAgain() {
        long now = System.currentTimeMillis();
        int rounds = 120;
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            Viewed viewed = new Viewed();
            String view = "\"from\":" + (now - 60_000) + ",\"to\":" + now + ",\"pixels\":10000";
            Peer viewer = viewing(hub, "\"devices\":[\"A\"]," + view);
            viewed.takeUntil(viewer, all -> all.complete);
            viewer.stopReading();
            for (int i = 1; i <= rounds; i++) {
                ReadingsFrameEncoder frame =
                        ReadingsFrameEncoder.based(TimeMode.ABSOLUTE, false, false, true, 1, i, now - 60_000);
                for (int reading = 0; reading < 4_000; reading++) {
                    frame.add(TEMPERATURE, reading * 15, i);
                }
                device.sendBinary(frame.encode()).awaitAck(1, i);
                viewer.sendText("{\"type\":\"view\",\"id\":7,\"view\":" + i + "," + view + "}");
                hub.clocks.advance(Duration.ofMillis(200));
            }
            assertThat(hub.metric("hub_viewers")).isEqualTo(1);
            viewer.readAgain();
            Map<String, List<Double>> expected = http(hub, "device=A&" + between(now - 60_000, now) + "&pixels=10000");
            viewed.takeUntil(viewer, all -> all.view == rounds && all.buckets.equals(expected));
        }
    }

    @Test
    void whatIsTooMuchOrMakesNoSenseIsRefusedWithWords() {
        try (TestHub hub = TestHub.start(data)) {
            Peer viewer = hub.viewer();
            String subscribe = "{\"type\":\"subscribe\",\"id\":7,\"mode\":\"viewport\",";
            for (String rest : List.of(
                    "\"pixels\":10",
                    "\"devices\":[\"A\"]",
                    "\"devices\":[\"A\"],\"pixels\":0",
                    "\"devices\":[\"A\"],\"pixels\":10001",
                    "\"devices\":[\"A\"],\"pixels\":1.5",
                    "\"devices\":[\"A\"],\"prefix\":\"A\",\"pixels\":10",
                    "\"prefix\":\"a b\",\"pixels\":10",
                    "\"devices\":[\"A\"],\"to\":5,\"pixels\":10",
                    "\"devices\":[\"A\"],\"from\":5,\"to\":5,\"pixels\":10",
                    "\"devices\":[\"A\"],\"from\":1,\"window\":\"PT1H\",\"pixels\":10",
                    "\"devices\":[\"A\"],\"window\":\"PT0.1S\",\"pixels\":10",
                    "\"devices\":[\"A\"],\"from\":9e18,\"to\":9e18,\"pixels\":10",
                    "\"devices\":[\"A\"],\"pixels\":10,\"view\":-1")) {
                viewer.sendText(subscribe + rest + "}");
                JsonObject error = viewer.takeText("error");
                assertThat(Json.text(error, "code")).as(rest).isEqualTo("bad-subscription");
                assertThat(Json.text(error, "message")).as(rest).isNotBlank();
            }
            viewer.sendText("{\"type\":\"view\",\"id\":7,\"pixels\":10}");
            assertThat(Json.text(viewer.takeText("error"), "message")).contains("no subscription of mode viewport");
        }
    }

    @Test
    void aViewThatIsRefusedLeavesTheSubscriptionThere() {
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            StringBuilder values = new StringBuilder("\"m0\":1");
            for (int i = 1; i <= 10; i++) {
                values.append(",\"m").append(i).append("\":1");
            }
            device.sendText("{\"type\":\"reading\",\"epoch\":1,\"seq\":1,\"values\":{" + values + "}}");
            device.takeText("ack");
            Viewed viewed = new Viewed();
            Peer viewer = viewing(hub, "\"devices\":[\"A\"],\"window\":\"PT1H\",\"pixels\":10000");
            viewed.takeUntil(viewer, all -> !all.errors.isEmpty());
            viewer.sendText("{\"type\":\"view\",\"id\":7,\"view\":2,\"pixels\":99999}");
            JsonObject refused = viewer.takeText("error");
            assertThat(Json.text(refused, "code")).isEqualTo("view-refused");
            assertThat(Json.text(refused, "message")).contains("10000");
            viewer.sendText("{\"type\":\"view\",\"id\":7,\"view\":3,\"window\":\"PT1H\",\"pixels\":9000}");
            viewed.takeUntil(viewer, all -> all.complete);
            assertThat(viewed.errors).containsExactly("view-too-large 0");
            assertThat(viewed.buckets).hasSize(11);
        }
    }

    @Test
    void aViewThatTakesTooLongIsGivenUp() {
        try (TestHub hub = TestHub.start(data, settings -> settings.withQueryTimeout(Duration.ofNanos(1)))) {
            Peer device = hub.welcomed("A");
            device.sendBinary(Frames.many(1, 1, FROM, 4_000)).awaitAck(1, 1);
            Viewed viewed = new Viewed();
            Peer viewer = viewing(hub, "\"devices\":[\"A\"],\"pixels\":4000");
            viewed.takeUntil(viewer, all -> !all.errors.isEmpty());
            viewer.sendText("{\"type\":\"view\",\"id\":7,\"view\":2,\"pixels\":4000}");
            viewed.takeUntil(viewer, all -> all.errors.size() == 2);
            assertThat(viewed.errors).containsExactly("view-timeout 0", "view-timeout 2");
        }
    }
}

package hub.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.json.JsonValue.JsonObject;
import hub.protocol.frame.LiveFrame;
import hub.testing.Frames;
import hub.testing.Json;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What viewers are told, and that nothing is missing from it. */
class LiveTest {

    @TempDir
    Path data;

    private static Peer subscribed(TestHub hub, int id, String rest) {
        Peer viewer = hub.viewer();
        viewer.sendText("{\"type\":\"subscribe\",\"id\":" + id + "," + rest + "}");
        assertThat(Json.number(viewer.takeText("subscribed"), "id")).isEqualTo(id);
        return viewer;
    }

    @Test
    void snapshotThenDeltasHaveNoGapWhileReadingsComeIn() {
        int frames = 400;
        int readingsEach = 20;
        long now = System.currentTimeMillis();
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            Thread writer = new Thread(() -> {
                for (int i = 0; i < frames; i++) {
                    long seq = i + 1L;
                    device.sendBinary(Frames.many(1, seq, now - 600_000 + (seq - 1) * readingsEach, readingsEach))
                            .awaitAck(1, seq);
                }
            });
            writer.start();
            Map<Peer, Merged> viewers = new HashMap<>();
            for (int i = 0; i < 8; i++) {
                double expected = i * frames / 10.0;
                await().until(() -> hub.metric("hub_frames_stored_total") >= expected);
                viewers.put(subscribed(hub, 3, "\"mode\":\"every\",\"devices\":[\"A\"]"), new Merged());
            }
            viewers.forEach((viewer, merged) -> {
                while (merged.size() < frames * readingsEach) {
                    merged.take(viewer.take());
                }
                assertThat(merged.snapshots).isEqualTo(1);
                assertThat(merged.skipped).isZero();
            });
            List<String> history = hub.readings("?device=A");
            Merged any = viewers.values().iterator().next();
            assertThat(history).hasSize(any.size());
            assertThat(viewers.values())
                    .allSatisfy(merged -> assertThat(merged.readings).isEqualTo(any.readings));
            assertThat(any.readings.values().stream()
                            .mapToDouble(Double::doubleValue)
                            .sum())
                    .isEqualTo(history.stream()
                            .mapToDouble(row -> Double.parseDouble(row.substring(row.lastIndexOf(',') + 1)))
                            .sum());
        }
    }

    @Test
    void aSlowViewerCatchesUpByANewSnapshotAndDisturbsNobody() {
        long now = System.currentTimeMillis();
        int frames = 300;
        int each = 1_000;
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            device.sendBinary(Frames.many(1, 1, now - 3_000_000, each)).awaitAck(1, 1);
            Peer slow = subscribed(hub, 3, "\"mode\":\"every\",\"devices\":[\"A\"]");
            Peer quick = subscribed(hub, 4, "\"mode\":\"every\",\"devices\":[\"A\"]");
            Merged ofSlow = new Merged();
            Merged ofQuick = new Merged();
            while (ofSlow.size() < each) {
                ofSlow.take(slow.take());
            }
            slow.stopReading();
            for (int i = 1; i < frames; i++) {
                device.sendBinary(Frames.many(1, i + 1, now - 3_000_000 + (long) i * each, each))
                        .awaitAck(1, i + 1);
                while (ofQuick.size() < each * i) {
                    ofQuick.take(quick.take());
                }
            }
            assertThat(ofQuick.snapshots).isEqualTo(1);
            slow.readAgain();
            while (ofSlow.size() < frames * each) {
                ofSlow.take(slow.take());
            }
            assertThat(ofSlow.snapshots).isGreaterThan(1);
            assertThat(ofSlow.skipped).isPositive();
            device.sendBinary(Frames.many(1, frames + 1, now, 1)).awaitAck(1, frames + 1);
            while (ofSlow.size() < frames * each + 1) {
                ofSlow.take(slow.take());
            }
            assertThat(hub.metric("hub_viewers")).isEqualTo(2);
        }
    }

    @Test
    void theNewestOfEachSeriesThenWhatChanges() {
        try (TestHub hub = TestHub.start(data)) {
            Peer a = hub.welcomed("A");
            Peer b = hub.welcomed("B");
            a.sendBinary(Frames.at(1, 1)).awaitAck(1, 1);
            b.sendBinary(Frames.at(1, 2)).awaitAck(1, 2);
            Peer all = subscribed(hub, 2, "\"mode\":\"latest\"");
            Peer onlyB = subscribed(hub, 2, "\"mode\":\"latest\",\"devices\":[\"B\"]");
            assertThat(Json.array(all.takeText("series"), "series")).hasSize(2);
            LiveFrame snapshot = all.awaitLive();
            assertThat(snapshot.snapshotStarts() && snapshot.snapshotEnds()).isTrue();
            assertThat(snapshot.values()).containsExactlyInAnyOrder(1, 2);
            assertThat(snapshot.cursor()).isPositive();
            assertThat(onlyB.awaitLive().values()).containsExactly(2);

            a.sendBinary(Frames.at(1, 5)).awaitAck(1, 5);
            LiveFrame delta = all.awaitLive();
            while (!contains(delta, 5)) {
                // What was told in the snapshot may come again.
                assertThat(delta.snapshotStarts()).isFalse();
                delta = all.awaitLive();
            }
            assertThat(delta.cursor()).isGreaterThan(snapshot.cursor());
            // An older reading is stored and changes nothing here; a new series is named first.
            a.sendBinary(Frames.at(1, 6, Frames.BASE_MILLIS - 1, 99)).awaitAck(1, 6);
            b.sendText("{\"type\":\"reading\",\"values\":{\"soil\":3.5}}");
            assertThat(onlyB.awaitText("series").toString()).contains("soil");
            assertThat(contains(onlyB.awaitLive(), 3.5)).isTrue();
            assertThat(contains(all.awaitLive(), 99)).isFalse();
        }
    }

    private static boolean contains(LiveFrame frame, double value) {
        return Arrays.stream(frame.values()).anyMatch(one -> one == value);
    }

    @Test
    void latestIsConflatedForASlowViewerAndSaysHowMuchWasLeftOut() {
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            StringBuilder names = new StringBuilder();
            for (int i = 0; i < 1_000; i++) {
                names.append(i == 0 ? "" : ",")
                        .append("\"m")
                        .append(i)
                        .append("\":")
                        .append("%d");
            }
            String message = "{\"type\":\"reading\",\"epoch\":1,\"seq\":%d,\"values\":{" + names + "}}";
            Peer slow = subscribed(hub, 2, "\"mode\":\"latest\"");
            Peer quick = subscribed(hub, 2, "\"mode\":\"latest\"");
            slow.awaitLive();
            slow.stopReading();
            int rounds = 300;
            for (int i = 1; i <= rounds; i++) {
                Object[] numbers = new Object[1_001];
                Arrays.fill(numbers, i);
                device.sendText(String.format(Locale.ROOT, message, numbers));
                while (Json.number(device.takeText("ack"), "seq") < i) {
                    // Not yet.
                }
                // A tick for each, so that more is sent than all buffers on the way take.
                hub.clocks.advance(Duration.ofMillis(20));
                double value = i;
                while (!contains(quick.awaitLive(), value)) {
                    // Not yet.
                }
            }
            slow.readAgain();
            long skipped = 0;
            Map<Integer, Double> newest = new HashMap<>();
            while (newest.size() < 1_000 || !newest.values().stream().allMatch(value -> value == rounds)) {
                LiveFrame frame = slow.awaitLive();
                skipped += frame.skipped();
                for (int i = 0; i < frame.count(); i++) {
                    newest.put(frame.series()[i], frame.values()[i]);
                }
            }
            assertThat(skipped).isPositive();
        }
    }

    @Test
    void theFleetAndItsChanges() {
        try (TestHub hub = TestHub.start(data)) {
            Peer a = hub.welcomed("A");
            await().until(() -> hub.events("A").size() == 1);
            Peer viewer = subscribed(hub, 1, "\"mode\":\"fleet\"");
            JsonObject first = viewer.awaitText("devices");
            assertThat(first.toString()).contains("reset").contains("true");
            assertThat(Json.array(first, "devices")).hasSize(1);
            assertThat(Json.text(Json.array(first, "devices").get(0), "state")).isEqualTo("online");
            a.sendText("{\"type\":\"hello\",\"firmware\":\"3\",\"intervalSeconds\":5,"
                    + "\"location\":{\"lat\":57.17,\"lon\":-2.11}}");
            JsonObject changed =
                    Json.array(viewer.awaitText("devices"), "devices").get(0);
            assertThat(Json.text(changed, "firmware")).isEqualTo("3");
            a.sendBinary(Frames.at(1, 1)).awaitAck(1, 1);
            hub.clocks.advance(Duration.ofSeconds(1));
            JsonObject counts = viewer.awaitText("fleet");
            while (Json.number(counts, "stored") < 1) {
                counts = viewer.awaitText("fleet");
            }
            assertThat(Json.number(counts, "online")).isEqualTo(1);
            assertThat(Json.number(counts, "viewers")).isEqualTo(1);
            assertThat(Json.number(counts, "received")).isEqualTo(1);
            a.close();
            JsonObject gone = Json.array(viewer.awaitText("devices"), "devices").get(0);
            assertThat(Json.text(gone, "state")).isEqualTo("offline");
            assertThat(Json.text(gone, "reason")).isEqualTo("network");
        }
    }

    @Test
    void eventsSnapshotThenEachWithoutGap() {
        try (TestHub hub = TestHub.start(data)) {
            Peer churn = hub.welcomed("A");
            Set<Double> numbers = new HashSet<>();
            Peer viewer = null;
            for (int i = 0; i < 60; i++) {
                churn = hub.welcomed("A");
                if (i == 20) {
                    viewer = subscribed(hub, 4, "\"mode\":\"events\"");
                }
            }
            churn.close();
            double last = 0;
            while (numbers.size() < 1 + 1 + 2 * 60 + 1) {
                for (JsonObject event :
                        Json.array(Objects.requireNonNull(viewer).awaitText("events"), "events")) {
                    double number = Json.number(event, "n");
                    assertThat(number).isEqualTo(last + 1);
                    last = number;
                    numbers.add(number);
                }
            }
        }
    }

    @Test
    void whatMakesNoSenseIsRefusedWithWords() {
        try (TestHub hub = TestHub.start(data)) {
            Peer viewer = hub.viewer();
            requireError(viewer, "?", "bad-message", 0);
            requireError(viewer, "[]", "bad-message", 0);
            requireError(viewer, "{\"type\":\"subscribe\",\"id\":0,\"mode\":\"fleet\"}", "bad-subscription", 0);
            requireError(viewer, "{\"type\":\"subscribe\",\"id\":65536,\"mode\":\"fleet\"}", "bad-subscription", 0);
            requireError(viewer, "{\"type\":\"subscribe\",\"id\":1,\"mode\":\"none\"}", "bad-subscription", 1);
            requireError(viewer, "{\"type\":\"subscribe\",\"id\":1,\"mode\":\"every\"}", "bad-subscription", 1);
            requireError(
                    viewer,
                    "{\"type\":\"subscribe\",\"id\":1,\"mode\":\"every\",\"devices\":[\"a b\"]}",
                    "bad-subscription",
                    1);
            for (String history : List.of("P8D", "-PT1S", "x", "P99999999999D", "P106751991167300D")) {
                requireError(
                        viewer,
                        "{\"type\":\"subscribe\",\"id\":1,\"mode\":\"every\",\"devices\":[\"A\"],\"history\":\""
                                + history + "\"}",
                        "bad-subscription",
                        1);
            }
            requireError(viewer, "{\"type\":\"unsubscribe\",\"id\":9}", "bad-subscription", 9);
            requireError(viewer, "{\"type\":\"other\",\"id\":9}", "unknown-type", 9);
            viewer.sendBinary(Frames.at(1, 1));
            assertThat(Json.text(viewer.takeText("error"), "code")).isEqualTo("bad-message");
        }
    }

    private static void requireError(Peer viewer, String message, String code, int id) {
        viewer.sendText(message);
        JsonObject error = viewer.takeText("error");
        assertThat(Json.text(error, "code")).as(message).isEqualTo(code);
        assertThat(Json.text(error, "message")).isNotBlank();
        if (id != 0) {
            assertThat(Json.number(error, "id")).isEqualTo(id);
        }
    }

    @Test
    void idsAreOnesOwnAndAtMostThirtyTwoAtATime() {
        try (TestHub hub = TestHub.start(data)) {
            await().until(() -> hub.get("/api/v1/events").body().contains("hub-started"));
            Peer viewer = hub.viewer();
            for (int id = 1; id <= 32; id++) {
                viewer.sendText("{\"type\":\"subscribe\",\"id\":" + id + ",\"mode\":\"events\"}");
                viewer.takeText("subscribed");
                viewer.takeText("events");
            }
            viewer.sendText("{\"type\":\"subscribe\",\"id\":33,\"mode\":\"events\"}");
            assertThat(Json.number(viewer.awaitText("error"), "id")).isEqualTo(33);
            viewer.sendText("{\"type\":\"subscribe\",\"id\":7,\"mode\":\"events\"}");
            assertThat(Json.number(viewer.awaitText("error"), "id")).isEqualTo(7);
            viewer.sendText("{\"type\":\"unsubscribe\",\"id\":7}");
            assertThat(Json.number(viewer.awaitText("unsubscribed"), "id")).isEqualTo(7);
            hub.welcomed("A");
            for (int told = 0; told < 31; told++) {
                assertThat(Json.number(viewer.awaitText("events"), "id")).isNotEqualTo(7);
            }
            viewer.sendText("{\"type\":\"subscribe\",\"id\":7,\"mode\":\"events\"}");
            assertThat(Json.number(viewer.awaitText("subscribed"), "id")).isEqualTo(7);
        }
    }

    @Test
    void aViewerThatAsksButDoesNotReadIsNotReadFurther() throws Exception {
        try (TestHub hub = TestHub.start(data)) {
            Peer viewer = hub.viewer();
            viewer.stopReading();
            byte[] questions = new byte[7 * 100_000];
            byte[] question = Frames.wire(0x82, (byte) 1);
            for (int i = 0; i < 100_000; i++) {
                System.arraycopy(question, 0, questions, i * question.length, question.length);
            }
            int[] rounds = new int[1];
            Thread asker = new Thread(() -> {
                try {
                    for (; rounds[0] < 100; rounds[0]++) {
                        viewer.sendOrThrow(questions);
                    }
                } catch (IOException e) {
                    // The test closes it.
                }
            });
            asker.start();
            int[] before = {-1};
            await().pollInterval(Duration.ofMillis(500)).until(() -> {
                boolean stands = rounds[0] == before[0];
                before[0] = rounds[0];
                return stands;
            });
            assertThat(rounds[0]).isLessThan(100);
            assertThat(hub.metric("hub_viewers")).isEqualTo(1);
            viewer.close();
            asker.join();
            await().until(() -> hub.metric("hub_viewers") == 0);
        }
    }
}

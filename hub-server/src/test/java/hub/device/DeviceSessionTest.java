package hub.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.json.JsonValue.JsonObject;
import hub.protocol.frame.Ack;
import hub.protocol.frame.ReadingsFrameEncoder;
import hub.testing.Frames;
import hub.testing.Json;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One connection after another: welcome, frames, acknowledgements, takeover. */
class DeviceSessionTest {

    @TempDir
    Path data;

    @TempDir
    Path other;

    private static List<String> resume(JsonObject welcome) {
        return Json.array(welcome, "resume").stream()
                .map(point -> (long) Json.number(point, "epoch") + ":" + (long) Json.number(point, "seq"))
                .toList();
    }

    @Test
    void welcomesFirstAndTellsWhereToGoOn() {
        try (TestHub hub = TestHub.start(data)) {
            Peer first = hub.device("A");
            JsonObject welcome = first.takeText("welcome");
            assertThat(resume(welcome)).isEmpty();
            assertThat(Json.number(welcome, "heartbeatSeconds")).isEqualTo(30);
            assertThat(Json.number(welcome, "maxFrameBytes")).isEqualTo(65_536);
            assertThat(Json.number(welcome, "time")).isGreaterThan(1.7e12);
            first.sendBinary(Frames.at(7, 5)).awaitAck(7, 5);
            first.sendBinary(Frames.at(8, 1)).awaitAck(8, 1);
            first.sendBinary(Frames.at(7, 9)).awaitAck(7, 9);
            first.close();
            assertThat(resume(hub.device("A").takeText("welcome"))).containsExactly("7:9", "8:1");
            assertThat(resume(hub.device("B").takeText("welcome"))).isEmpty();
        }
        try (TestHub hub = TestHub.start(data)) {
            assertThat(resume(hub.device("A").takeText("welcome"))).containsExactly("7:9", "8:1");
        }
    }

    @Test
    void theWelcomeListsTheNewestEightEpochs() {
        try (TestHub hub = TestHub.start(data)) {
            Peer first = hub.welcomed("A");
            for (int epoch = 1; epoch <= 10; epoch++) {
                first.sendBinary(Frames.at(epoch, epoch)).awaitAck(epoch, epoch);
            }
            Peer second = hub.device("A");
            assertThat(resume(second.takeText("welcome")))
                    .containsExactly("10:10", "9:9", "8:8", "7:7", "6:6", "5:5", "4:4", "3:3");
            assertThat(second.shapes().data()).allMatch(shape -> shape.length() <= 1_024);
        }
    }

    @Test
    void whatCameBeforeIsAcknowledgedAgainAndStoredOnce() {
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            device.sendBinary(Frames.hubTime(1, 3, 5)).awaitAck(1, 3);
            device.sendBinary(Frames.hubTime(1, 3, 5));
            assertThat(device.takeAck()).isEqualTo(new Ack(1, 3));
            device.sendBinary(Frames.hubTime(1, 2, 6));
            assertThat(device.takeAck().epoch()).isEqualTo(1);
            Peer again = hub.welcomed("A");
            again.sendBinary(Frames.hubTime(1, 3, 5)).awaitAck(1, 3);
            assertThat(hub.readings("")).hasSize(1);
            assertThat(hub.metric("hub_frames_duplicate_total")).isEqualTo(3);
        }
        try (TestHub hub = TestHub.start(data)) {
            hub.welcomed("A").sendBinary(Frames.hubTime(1, 3, 5)).awaitAck(1, 3);
            assertThat(hub.readings("")).hasSize(1);
        }
    }

    @Test
    void unsequencedFramesAreStoredAndNotAcknowledged() {
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            device.sendBinary(Frames.at(0, 0)).sendBinary(Frames.at(1, 1));
            assertThat(device.takeAck()).isEqualTo(new Ack(1, 1));
            assertThat(hub.readings("")).hasSize(2);
        }
    }

    @Test
    void moreEpochsThanAreRememberedAreAllAcknowledged() {
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            for (int epoch = 1; epoch <= 500; epoch++) {
                device.sendRaw(Frames.wire(epoch, epoch, 1));
            }
            for (Ack ack = device.takeAck(); ack.epoch() != 500; ack = device.takeAck()) {
                assertThat(ack.seq()).isEqualTo(ack.epoch());
            }
            long acknowledged = device.shapes().data().stream()
                    .filter(shape -> shape.length() == Ack.BYTES)
                    .count();
            assertThat(acknowledged).isGreaterThanOrEqualTo(500);
        }
    }

    @Test
    void aHugeResendOfWhatIsStoredDoesNotStallTheConnection() {
        int frames = 9_000;
        try (TestHub hub = TestHub.start(data)) {
            byte[] all = Frames.wire(1, 1, frames);
            hub.welcomed("A").sendRaw(all).awaitAck(1, frames);
            Peer again = hub.welcomed("A");
            again.sendRaw(all);
            again.sendBinary(Frames.at(1, frames + 1)).awaitAck(1, frames + 1);
            assertThat(hub.readings("")).hasSize(frames + 1);
        }
    }

    @Test
    void whatIsAcknowledgedIsOnDiskAtThatMoment() {
        Path crash = other.resolve("crash");
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            device.sendRaw(Frames.wire(3, 1, 400));
            long acknowledged = device.takeAck().seq();
            hub.copy(crash);
            try (TestHub restarted = TestHub.start(crash)) {
                List<String> rows = restarted.readings("?device=A");
                assertThat(Frames.valueCounts(rows))
                        .containsKeys(LongStream.rangeClosed(1, acknowledged)
                                .mapToObj(Long::toString)
                                .toArray(String[]::new))
                        .allSatisfy((value, count) -> assertThat(count).isEqualTo(1));
                assertThat(restarted.events("A")).containsExactly("online", "offline(hub-stopped)");
                assertThat(restarted.state("A")).isEqualTo("offline");
                Peer back = restarted.device("A");
                long resumed = (long) Json.number(
                        Json.array(back.takeText("welcome"), "resume").get(0), "seq");
                assertThat(resumed).isGreaterThanOrEqualTo(acknowledged).isEqualTo(rows.size());
                back.sendRaw(Frames.wire(3, 1, 400)).awaitAck(3, 400);
                assertThat(restarted.readings("?device=A")).hasSize(400);
            }
        }
    }

    @Test
    void aNewerConnectionTakesOverAndTheEventsAreInOrder() {
        try (TestHub hub = TestHub.start(data)) {
            Peer old = hub.welcomed("A");
            Peer next = hub.welcomed("A");
            assertThat(old.awaitClose()).isEqualTo(4409);
            next.sendBinary(Frames.at(1, 1)).awaitAck(1, 1);
            assertThat(hub.events("A")).containsExactly("online", "offline(replaced)", "online");
            await().until(() -> hub.state("A").equals("online"));
            assertThat(hub.metric("hub_device_connections")).isEqualTo(1);
            assertThat(hub.metric("hub_frames_in_flight")).isZero();
        }
    }

    @Test
    void aDeviceThatComesAndGoesQuicklyEndsAsWhatItIs() {
        try (TestHub hub = TestHub.start(data)) {
            for (int i = 0; i < 300; i++) {
                Peer.open(hub.address(), "/ws/devices/A").close();
            }
            Peer last = hub.welcomed("A");
            last.sendBinary(Frames.at(1, 1)).awaitAck(1, 1);
            await().until(() -> hub.metric("hub_device_connections") == 1);
            await().until(() -> hub.state("A").equals("online"));
            List<String> events = hub.events("A");
            for (int i = 0; i < events.size(); i++) {
                assertThat(events.get(i)).startsWith(i % 2 == 0 ? "online" : "offline");
            }
        }
    }

    @Test
    void takeoverUnderLoadLosesNothingAndWelcomesFirst() {
        int frames = 3_000;
        byte[] all = Frames.wire(1, 1, frames);
        try (TestHub hub = TestHub.start(data)) {
            Peer last = hub.welcomed("A");
            for (int i = 0; i < 10; i++) {
                last.sendRaw(Arrays.copyOf(all, all.length / 10 * (i + 1)));
                last = hub.device("A");
                // Does not wait for its welcome.
                last.sendRaw(all);
                last.takeText("welcome");
            }
            last.awaitAck(1, frames);
            assertThat(Frames.valueCounts(hub.readings("")))
                    .hasSize(frames)
                    .allSatisfy((value, count) -> assertThat(count).isEqualTo(1));
            assertThat(hub.metric("hub_frames_in_flight")).isZero();
        }
    }

    @Test
    void ownChannelsHoldOnTheNextConnectionAndOverRestarts() {
        ReadingsFrameEncoder encoder = ReadingsFrameEncoder.hubTime(true, 1, 1);
        ByteBuffer first = encoder.add(1000, 12.5).encode();
        ByteBuffer second =
                ReadingsFrameEncoder.hubTime(true, 1, 2).add(1000, 13.5).encode();
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            device.sendText("{\"type\":\"hello\",\"firmware\":\"2.1.0\",\"channels\":[{\"id\":1000,\"metric\":"
                    + "\"soil_moisture\",\"unit\":\"%\"}]}");
            device.ping(new byte[0]).takePong();
            Peer next = hub.welcomed("A");
            next.sendBinary(first);
            assertThat(next.takeAck()).isEqualTo(new Ack(1, 1));
        }
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            device.sendBinary(second).awaitAck(1, 2);
            assertThat(hub.readings("?metric=soil_moisture")).hasSize(2);
            JsonObject shown = Json.object(hub.get("/api/v1/devices/A").body());
            assertThat(Json.text(shown, "firmware")).isEqualTo("2.1.0");
            assertThat(hub.get("/api/v1/devices/A").body()).contains("\"unit\":\"%\"");
        }
    }

    @Test
    void hubTimesOfOneMicrosecondDiffer() {
        try (TestHub hub = TestHub.start(data)) {
            hub.clocks.stopWallAt(Instant.parse("2026-09-21T14:13:20.123Z"));
            Peer device = hub.welcomed("A");
            device.sendBinary(Frames.hubTime(1, 1, 1)).sendBinary(Frames.hubTime(1, 2, 2));
            device.sendText("{\"type\":\"reading\",\"epoch\":2,\"seq\":1,\"values\":{\"temperature\":3}}");
            device.sendText("{\"type\":\"reading\",\"epoch\":2,\"seq\":2,\"values\":{\"temperature\":4}}");
            await().until(() -> hub.metric("hub_frames_stored_total") == 4);
            assertThat(hub.readings(""))
                    .containsExactly(
                            "2026-09-21T14:13:20.123Z,A,temperature,1",
                            "2026-09-21T14:13:20.123001Z,A,temperature,2",
                            "2026-09-21T14:13:20.123002Z,A,temperature,3",
                            "2026-09-21T14:13:20.123003Z,A,temperature,4");
        }
    }

    @Test
    void aClockThatIsAheadIsCorrectedCountedAndTold() {
        try (TestHub hub = TestHub.start(data)) {
            Instant now = Instant.parse("2026-09-21T14:00:00Z");
            hub.clocks.stopWallAt(now);
            Peer device = hub.welcomed("A");
            device.sendBinary(Frames.at(1, 1, now.toEpochMilli() + 300_000, 1));
            device.sendBinary(Frames.at(1, 2, now.toEpochMilli() + 300_001, 2));
            device.sendBinary(Frames.at(1, 3, now.toEpochMilli() + 900_000, 3)).awaitAck(1, 3);
            assertThat(hub.readings(""))
                    .containsExactly(
                            "2026-09-21T14:00:00.000001Z,A,temperature,2",
                            "2026-09-21T14:00:00.000002Z,A,temperature,3",
                            "2026-09-21T14:05:00Z,A,temperature,1");
            assertThat(hub.metric("hub_readings_clock_ahead_total")).isEqualTo(2);
            await().untilAsserted(() -> assertThat(hub.events("A")).containsExactly("online", "clock-ahead"));
        }
    }

    @Test
    void aReadingTypedByHandIsStoredAndAppearsLive() throws Exception {
        try (TestHub hub = TestHub.start(data)) {
            Peer viewer = hub.viewer();
            viewer.sendText("{\"type\":\"subscribe\",\"id\":3,\"mode\":\"every\",\"devices\":[\"bench\"]}");
            viewer.takeText("subscribed");
            assertThat(viewer.awaitLive().count()).isZero();

            LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();
            WebSocket device = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(hub.address("ws", "/ws/devices/bench"), new Texts(answers))
                    .get(10, TimeUnit.SECONDS);
            assertThat(answers.poll(10, TimeUnit.SECONDS)).contains("welcome");
            CompletableFuture<WebSocket> sent = device.sendText(
                    "{\"type\":\"reading\",\"epoch\":7,\"seq\":18,\"values\":{\"pm2_5\":7.35,\"temperature\":21.37}}",
                    true);
            sent.get(10, TimeUnit.SECONDS);
            assertThat(answers.poll(10, TimeUnit.SECONDS)).isEqualTo("{\"type\":\"ack\",\"epoch\":7,\"seq\":18}");

            assertThat(viewer.takeText("series").toString()).contains("pm2_5").contains("temperature");
            assertThat(viewer.awaitLive().values()).containsExactlyInAnyOrder(7.35, 21.37);
            assertThat(Frames.valueCounts(hub.readings("?device=bench"))).containsOnlyKeys("7.35", "21.37");
            device.abort();
        }
    }

    private record Texts(LinkedBlockingQueue<String> answers) implements WebSocket.Listener {

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            answers.add(text.toString());
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }
    }

    @Test
    void aSenmlPackIsStored() {
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            device.sendText("[{\"bn\":\"urn:dev:ow:1:\",\"n\":\"voltage\",\"u\":\"V\",\"v\":120.1},"
                    + "{\"n\":\"current\",\"u\":\"A\",\"v\":1.2}]");
            await().until(() -> hub.readings("").size() == 2);
            assertThat(Frames.valueCounts(hub.readings(""))).containsOnlyKeys("120.1", "1.2");
        }
    }

    @Test
    void everyFrameToADeviceIsSmallWholeAndUnmasked() {
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A", "Sec-WebSocket-Extensions: permessage-deflate", "Origin: file://");
            for (int epoch = 1; epoch < 30; epoch++) {
                device.sendBinary(Frames.at(0xFFFF_FFFFL - epoch, 0xFFFF_FFFFL));
                device.sendText("{\"type\":\"" + "\\u0001".repeat(900) + "\"}");
            }
            device.ping(new byte[125]).takePong();
            // The welcome, 29 errors, 29 acknowledgements.
            await().until(() -> device.shapes().data().size() == 59);
            device.close();
            Peer again = hub.device("A");
            again.takeText("welcome");
            for (Peer peer : List.of(device, again)) {
                assertThat(peer.shapes().data()).allSatisfy(shape -> {
                    assertThat(shape.length()).isLessThanOrEqualTo(1_024);
                    assertThat(shape.masked()).isFalse();
                    assertThat(shape.first()).isIn(0x81, 0x82);
                });
            }
        }
    }
}

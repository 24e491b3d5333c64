package hub.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.json.JsonValue.JsonObject;
import hub.protocol.testing.Golden;
import hub.protocol.testing.GoldenFrames;
import hub.testing.Frames;
import hub.testing.Json;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong gets its error and leaves nothing behind; what is right beside it is stored. */
class BadFramesTest {

    private static final long EPOCH = 99;

    @TempDir
    Path data;

    private static List<Golden> refused(List<Golden> all) {
        return all.stream().filter(golden -> golden.name().contains("refused-")).toList();
    }

    @Test
    void everyRefusedFrameGetsItsErrorAndOnlyTheGoodOnesAreStored() {
        List<Golden> bad = refused(GoldenFrames.device());
        assertThat(bad).hasSizeGreaterThan(30).hasSizeLessThan(100);
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            List<String> expected = new ArrayList<>();
            long seq = 0;
            for (Golden golden : bad) {
                declare(device, golden);
                device.sendBinary(golden.bytes());
                requireError(device, golden);
                device.sendBinary(Frames.at(EPOCH, ++seq));
                assertThat(device.takeAck().seq()).isEqualTo(seq);
                expected.add(String.valueOf(seq));
            }
            assertThat(hub.readings("")).hasSameSizeAs(bad);
            assertThat(Frames.valueCounts(hub.readings("")).keySet()).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(hub.metric("hub_frames_received_total")).isEqualTo(2.0 * bad.size());
            assertThat(hub.metric("hub_frames_stored_total")).isEqualTo(bad.size());
            assertThat(hub.metric("hub_frames_refused_total")).isEqualTo(bad.size());
            assertThat(hub.metric("hub_frames_in_flight")).isZero();
            assertThat(hub.state("A")).isEqualTo("online");
        }
    }

    @Test
    void everyRefusedMessageGetsItsErrorAndOnlyTheGoodOnesAreStored() {
        List<Golden> bad = refused(GoldenFrames.messages());
        assertThat(bad).hasSizeGreaterThan(30).hasSizeLessThan(100);
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            int seq = 0;
            for (Golden golden : bad) {
                device.sendText(Golden.string(golden.json(), "text"));
                requireError(device, golden);
                device.sendText("{\"type\":\"reading\",\"epoch\":5,\"seq\":" + ++seq
                        + ",\"time\":1767225600000,\"values\":{\"m" + seq + "\":1}}");
                assertThat(Json.number(device.takeText("ack"), "seq")).isEqualTo(seq);
            }
            assertThat(hub.readings("")).hasSameSizeAs(bad);
            assertThat(hub.metric("hub_frames_refused_total")).isEqualTo(bad.size());
            assertThat(hub.metric("hub_frames_in_flight")).isZero();
        }
    }

    private static void declare(Peer device, Golden golden) {
        String channels = golden.channels().own().stream()
                .map(own -> "{\"id\":" + own.id() + ",\"metric\":\"" + own.metric() + "\"}")
                .reduce((a, b) -> a + "," + b)
                .orElse("");
        if (!channels.isEmpty()) {
            device.sendText("{\"type\":\"hello\",\"channels\":[" + channels + "]}");
        }
    }

    private static void requireError(Peer device, Golden golden) {
        JsonObject error = device.takeText("error");
        JsonObject refusal =
                golden.has("expect") ? Golden.object(golden.part("expect"), "refusal") : golden.part("refusal");
        assertThat(Json.text(error, "code")).as(golden.name()).isEqualTo(Json.text(refusal, "code"));
        assertThat(Json.text(error, "message")).isNotBlank();
        double seq = Golden.find(error, "seq")
                .map(found -> Json.number(error, "seq"))
                .orElse(0.0);
        double expected = Golden.find(refusal, "seq")
                .map(found -> Json.number(refusal, "seq"))
                .orElse(0.0);
        assertThat(seq).as(golden.name()).isEqualTo(expected);
    }

    @Test
    void theHundredthRefusalInAMinuteIsBorneAndTheNextEndsTheConnection() {
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            for (int i = 0; i < 100; i++) {
                device.sendText("?");
                Json.text(device.takeText("error"), "code");
            }
            device.sendBinary(Frames.at(1, 1)).awaitAck(1, 1);
            device.sendText("?");
            device.takeText("error");
            assertThat(device.awaitClose()).isEqualTo(4400);
            await().untilAsserted(() -> assertThat(hub.events("A")).containsExactly("online", "offline(refused)"));
        }
    }

    @Test
    void refusalsSpreadOverMinutesDoNotEndTheConnection() {
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            for (int minute = 0; minute < 3; minute++) {
                for (int i = 0; i < 90; i++) {
                    device.sendText("?");
                    device.takeText("error");
                }
                // Less than the heartbeat at a time, or the device would count as dead.
                for (int i = 0; i < 4; i++) {
                    hub.clocks.advance(Duration.ofSeconds(16));
                    device.sendBinary(Frames.hubTime(1, 0, 1)).ping(new byte[1]).takePong();
                }
            }
            device.sendBinary(Frames.at(1, 1)).awaitAck(1, 1);
        }
    }

    @Test
    void textFromADeviceComesBackEscapedAndShort() {
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            device.sendText("{\"type\":\"\\u0007<b>" + "x".repeat(5_000) + "\"}");
            assertThat(Json.text(device.takeText("error"), "message"))
                    .hasSizeLessThanOrEqualTo(150)
                    .doesNotContain("\u0007");
            device.sendText("{\"type\":\"result\",\"id\":\"\\u0007" + "\\u00e9".repeat(2_000) + "\",\"ok\":true}");
            assertThat(Json.text(device.takeText("error"), "code")).isEqualTo("unknown-command");
            assertThat(device.shapes().data()).allSatisfy(shape -> {
                assertThat(shape.length()).isLessThanOrEqualTo(1_024);
                assertThat(shape.masked()).isFalse();
                assertThat(shape.first() & 0xF0).isEqualTo(0x80);
            });
        }
    }
}

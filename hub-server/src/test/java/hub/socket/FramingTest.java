package hub.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.testing.Frames;
import hub.testing.Json;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6455 over real connections: what may be sent, what may not, and how it ends. */
class FramingTest {

    private static final HexFormat HEX = HexFormat.of();

    @TempDir
    Path data;

    @ParameterizedTest
    @CsvSource({
        "unmasked, 820100, 1002",
        "reserved bit 1, c28000000000, 1002",
        "reserved bit 3, 928000000000, 1002",
        "reserved opcode 3, 838000000000, 1002",
        "reserved opcode b, 8b8000000000, 1002",
        "continuation of nothing, 808000000000, 1002",
        "message within a message, 02800000000082800000 0000, 1002",
        "fragmented ping, 098000000000, 1002",
        "ping of 126 bytes, 89fe007e00000000, 1002",
        "length not minimal, 82fe000500000000, 1002",
        "length with sign bit, 82ff800000000000000000000000, 1002",
        "length beyond the limit, 82ff000000000001000100000000, 1009",
        "close code 1005, 88820000000003ed, 1002",
        "close of one byte, 88810000000003, 1002",
        "text not UTF-8, 818100000000ff, 1007",
        "text with half a character, 818100000000c3, 1007",
        "reason not UTF-8, 88830000000003e8ff, 1007"
    })
    void whatTheRfcForbidsIsToldAndEndsTheConnection(String what, String hex, int code) {
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            device.sendBinary(Frames.at(1, 1)).awaitAck(1, 1);
            device.sendRaw(HEX.parseHex(hex.replace(" ", "")));
            assertThat(Json.text(device.takeText("error"), "message")).as(what).isNotBlank();
            assertThat(device.awaitClose()).as(what).isEqualTo(code);
            await().untilAsserted(() -> assertThat(hub.events("A")).containsExactly("online", "offline(refused)"));
            assertThat(hub.readings("")).hasSize(1);
        }
    }

    @Test
    void fragmentsPingsBetweenThemAndZeroMasksAreFine() {
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            byte[] frame = Frames.at(1, 1).array();
            for (int i = 0; i < frame.length; i++) {
                boolean last = i == frame.length - 1;
                device.sendRaw(Frames.wire((i == 0 ? 2 : 0) | (last ? 0x80 : 0), frame[i]));
                device.sendRaw(Frames.wire(0x89, (byte) i));
                assertThat(device.takePong()).containsExactly(i);
            }
            device.awaitAck(1, 1);
            byte[] whole = Frames.wire(1, 2, 1);
            for (byte one : whole) {
                device.sendRaw(one);
            }
            device.awaitAck(1, 2);
            byte[] text = "{\"type\":\"reading\",\"values\":{\"temperature\":-4}}".getBytes(StandardCharsets.UTF_8);
            device.sendRaw(Frames.wire(0x81, text)).sendRaw(Frames.wire(0x80 | 0x0A, (byte) 7));
            await().until(() -> hub.readings("").size() == 3);
        }
    }

    @Test
    void tooManyFragmentsAreAFlood() {
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            ByteArrayOutputStream flood = new ByteArrayOutputStream();
            flood.writeBytes(Frames.wire(2));
            for (int i = 0; i < 1_100; i++) {
                flood.writeBytes(Frames.wire(0));
            }
            device.sendRaw(flood.toByteArray());
            assertThat(device.awaitClose()).isEqualTo(1008);
        }
    }

    @ParameterizedTest
    @CsvSource({"ping, 9", "pong, 10"})
    void pingsAndPongsWithoutEndAreAFlood(String what, int opcode) {
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            ByteArrayOutputStream many = new ByteArrayOutputStream();
            for (int i = 0; i < 1_000; i++) {
                many.writeBytes(Frames.wire(0x80 | opcode));
            }
            device.sendRaw(many.toByteArray());
            device.sendBinary(Frames.at(1, 1)).awaitAck(1, 1);

            hub.clocks.advance(Duration.ofSeconds(10));
            device.sendRaw(Frames.wire(0x80 | opcode))
                    .sendBinary(Frames.at(1, 2))
                    .awaitAck(1, 2);

            device.sendRaw(many.toByteArray());
            assertThat(Json.text(device.takeText("error"), "message")).contains("1000 pings and pongs");
            assertThat(device.awaitClose()).as(what).isEqualTo(1008);
        }
    }

    @ParameterizedTest
    @CsvSource({"a header of two bytes, 02fe", "payload, 02fe03e80000000001", "a fragment, 028000000000898000000000"})
    void aMessageThatHasBegunMustBeWholeInTime(String what, String hex) {
        Duration limit = Duration.ofMillis(100);
        try (TestHub hub = TestHub.start(data, settings -> settings.withMessageTimeout(limit))) {
            Peer device = hub.welcomed("A");
            Peer other = hub.welcomed("B");
            device.sendRaw(HEX.parseHex(hex));
            other.sendBinary(Frames.at(1, 1)).awaitAck(1, 1);
            await().untilAsserted(() -> {
                hub.clocks.advance(Duration.ofMillis(20));
                assertThat(hub.events("A")).containsExactly("online", "offline(refused)");
            });
            assertThat(device.awaitClose()).as(what).isEqualTo(1008);
            other.sendBinary(Frames.at(1, 2)).awaitAck(1, 2);
        }
    }

    @Test
    void aCloseIsAnsweredAndWhoIsHalfClosedEnds() {
        try (TestHub hub = TestHub.start(data)) {
            Peer polite = hub.welcomed("A");
            assertThat(polite.sendClose(1000).awaitClose()).isEqualTo(1000);
            assertThat(polite.take()).isInstanceOf(Peer.Received.End.class);
            await().untilAsserted(() -> assertThat(hub.events("A")).containsExactly("online", "offline(closed)"));
            Peer half = hub.welcomed("B");
            half.shutdownOutput();
            assertThat(half.awaitClose()).isEqualTo(1006);
            await().untilAsserted(() -> assertThat(hub.events("B")).containsExactly("online", "offline(network)"));
            Peer silent = hub.welcomed("C");
            silent.answersClose(false);
            silent.sendRaw(Frames.wire(0x83));
            assertThat(silent.awaitClose()).isEqualTo(1002);
            await().until(() -> hub.metric("hub_device_connections") == 0);
        }
    }
}

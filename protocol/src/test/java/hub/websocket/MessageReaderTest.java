package hub.websocket;

import static hub.websocket.Wire.FIN;
import static hub.websocket.Wire.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of RFC 6455, section 5, one case each; for both roles, whole and byte by byte. */
final class MessageReaderTest {

    private static final int MAX = 70_000;
    private static final int CONTINUATION = 0x0;
    private static final int TEXT = 0x1;
    private static final int BINARY = 0x2;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;

    /** What comes, and what is found in it. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Case(String name, Role role, byte[] wire, List<String> found) {
        @Override
        public String toString() {
            return name + ", to " + role;
        }
    }

    private static final class Table {
        private final List<Case> cases = new ArrayList<>();

        void add(String name, UnaryOperator<Wire> wire, String... found) {
            for (Role role : Role.values()) {
                cases.add(new Case(name, role, wire.apply(Wire.to(role)).toBytes(), List.of(found)));
            }
        }
    }

    static Stream<Case> cases() {
        Table table = new Table();
        lengths(table);
        headers(table);
        fragments(table);
        controls(table);
        utf8(table);
        closes(table);
        List<Case> cases = new ArrayList<>(table.cases);
        cases.addAll(masks());
        return cases.stream();
    }

    private static void lengths(Table table) {
        for (int length : new int[] {0, 1, 125, 126, 127, 65_535, 65_536, MAX}) {
            byte[] payload = new byte[length];
            for (int i = 0; i < length; i++) {
                payload[i] = (byte) (i * 7);
            }
            table.add(
                    "binary of " + length,
                    wire -> wire.frame(FIN | BINARY, payload).text(FIN | TEXT, "next"),
                    "binary " + HexFormat.of().formatHex(payload),
                    "text next");
        }
        table.add(
                "over the limit by 1",
                wire -> wire.header(FIN | BINARY, 127, 0, 0, 0, 0, 0, 1, 0x11, 0x71)
                        .payload(new byte[0]),
                "violation 1009");
        table.add(
                "2^31",
                wire -> wire.header(FIN | BINARY, 127, 0, 0, 0, 0, 0x80, 0, 0, 0)
                        .payload(new byte[0]),
                "violation 1009");
        table.add(
                "2^63 - 1",
                wire -> wire.header(FIN | BINARY, 127, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)
                        .payload(new byte[0]),
                "violation 1009");
        table.add(
                "sign bit of the length",
                wire -> wire.header(FIN | BINARY, 127, 0x80, 0, 0, 0, 0, 0, 0, 1)
                        .payload(new byte[1]),
                "violation 1002");
        table.add(
                "125 in 16 bits",
                wire -> wire.header(FIN | BINARY, 126, 0, 125).payload(new byte[125]),
                "violation 1002");
        table.add("0 in 16 bits", wire -> wire.header(FIN | TEXT, 126, 0, 0).payload(new byte[0]), "violation 1002");
        table.add(
                "65535 in 64 bits",
                wire -> wire.header(FIN | BINARY, 127, 0, 0, 0, 0, 0, 0, 0xff, 0xff)
                        .payload(new byte[65_535]),
                "violation 1002");
    }

    private static void headers(Table table) {
        for (int bit : new int[] {0x40, 0x20, 0x10}) {
            table.add("reserved bit " + bit, wire -> wire.text(FIN | bit | TEXT, "x"), "violation 1002");
            table.add("reserved bit " + bit + " on a ping", wire -> wire.frame(FIN | bit | PING), "violation 1002");
        }
        for (int opcode : new int[] {0x3, 0x4, 0x5, 0x6, 0x7, 0xB, 0xC, 0xD, 0xE, 0xF}) {
            table.add("reserved opcode " + opcode, wire -> wire.frame(FIN | opcode), "violation 1002");
        }
        table.add(
                "nothing is read behind a violation",
                wire -> wire.text(FIN | TEXT, "a").frame(FIN | 0x3).text(FIN | TEXT, "b"),
                "text a",
                "violation 1002");
    }

    private static void fragments(Table table) {
        table.add(
                "three fragments",
                wire -> wire.text(TEXT, "Hel").text(CONTINUATION, "l").text(FIN | CONTINUATION, "o"),
                "text Hello");
        table.add(
                "empty fragments",
                wire -> wire.text(TEXT, "").text(CONTINUATION, "").text(FIN | CONTINUATION, ""),
                "text ");
        table.add(
                "binary in fragments",
                wire -> wire.frame(BINARY, 1, 2, 3).frame(FIN | CONTINUATION, 4, 5),
                "binary 0102030405");
        table.add(
                "controls within a message",
                wire -> wire.text(TEXT, "Hel")
                        .frame(FIN | PING, 1)
                        .text(CONTINUATION, "l")
                        .frame(FIN | PONG, 2)
                        .text(FIN | CONTINUATION, "o"),
                "ping 01",
                "pong 02",
                "text Hello");
        table.add("nothing to continue", wire -> wire.text(FIN | CONTINUATION, "x"), "violation 1002");
        table.add(
                "nothing to continue any more",
                wire -> wire.text(FIN | TEXT, "x").text(CONTINUATION, "y"),
                "text x",
                "violation 1002");
        table.add("message within a message", wire -> wire.text(TEXT, "x").text(FIN | TEXT, "y"), "violation 1002");
        table.add("binary within a text", wire -> wire.text(TEXT, "x").frame(FIN | BINARY), "violation 1002");
        table.add(
                "fragments over the limit together",
                wire -> wire.frame(BINARY, new byte[40_000]).frame(CONTINUATION, new byte[30_001]),
                "violation 1009");
        table.add(
                "fragments to the limit together",
                wire -> wire.frame(BINARY, new byte[40_000]).frame(FIN | CONTINUATION, new byte[30_000]),
                "binary " + "00".repeat(MAX));
        table.add(
                "1024 fragments", wire -> flood(wire, 1_023).text(FIN | CONTINUATION, ""), "text " + "y".repeat(1_022));
        table.add("1025 fragments", wire -> flood(wire, 1_024).text(FIN | CONTINUATION, ""), "violation 1008");
        table.add(
                "the fragments of each message count alone",
                wire -> flood(flood(wire, 1_000).text(FIN | CONTINUATION, ""), 1_000)
                        .text(FIN | CONTINUATION, "z"),
                "text " + "y".repeat(999),
                "text " + "y".repeat(999) + "z");
    }

    private static Wire flood(Wire wire, int fragments) {
        wire.text(TEXT, "");
        for (int i = 1; i < fragments; i++) {
            wire.text(CONTINUATION, "y");
        }
        return wire;
    }

    private static void controls(Table table) {
        table.add("ping", wire -> wire.frame(FIN | PING, 1, 2, 3), "ping 010203");
        table.add("empty ping", wire -> wire.frame(FIN | PING), "ping ");
        table.add("pong", wire -> wire.frame(FIN | PONG, 9), "pong 09");
        table.add("ping of 125", wire -> wire.frame(FIN | PING, new byte[125]), "ping " + "00".repeat(125));
        table.add("ping of 126", wire -> wire.frame(FIN | PING, new byte[126]), "violation 1002");
        table.add("close of 126", wire -> wire.frame(FIN | CLOSE, new byte[126]), "violation 1002");
        table.add("ping in fragments", wire -> wire.frame(PING, 1), "violation 1002");
        table.add("close in fragments", wire -> wire.frame(CLOSE, 3, 0xe8), "violation 1002");
    }

    private static void utf8(Table table) {
        table.add("umlaut, kanji, emoji", wire -> wire.text(FIN | TEXT, "ü漢😀"), "text ü漢😀");
        table.add(
                "emoji over four fragments",
                wire -> wire.frame(TEXT, 0xf0).frame(0, 0x9f).frame(0, 0x98).frame(FIN, 0x80),
                "text 😀");
        table.add("U+10FFFF", wire -> wire.frame(FIN | TEXT, 0xf4, 0x8f, 0xbf, 0xbf), "text \udbff\udfff");
        table.add("NUL", wire -> wire.frame(FIN | TEXT, 0), "text \0");
        int[][] invalid = {
            {0x80},
            {0xc3},
            {0xc3, 0x28},
            {0xc0, 0xaf},
            {0xc1, 0x81},
            {0xe0, 0x80, 0xaf},
            {0xf0, 0x80, 0x80, 0xaf},
            {0xed, 0xa0, 0x80},
            {0xed, 0xbf, 0xbf},
            {0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80},
            {0xf4, 0x90, 0x80, 0x80},
            {0xf5, 0x80, 0x80, 0x80},
            {0xf8, 0x88, 0x80, 0x80, 0x80},
            {0xfe},
            {0xff},
            {0xf0, 0x9f, 0x98},
        };
        for (int[] sequence : invalid) {
            String hex = HexFormat.of().formatHex(bytes(sequence));
            table.add("text " + hex, wire -> wire.frame(FIN | TEXT, sequence), "violation 1007");
            byte[] reason = new byte[2 + sequence.length];
            reason[0] = 0x03;
            reason[1] = (byte) 0xe8;
            System.arraycopy(bytes(sequence), 0, reason, 2, sequence.length);
            table.add("close reason " + hex, wire -> wire.frame(FIN | CLOSE, reason), "violation 1007");
        }
        table.add("binary need not be UTF-8", wire -> wire.frame(FIN | BINARY, 0xff), "binary ff");
    }

    private static void closes(Table table) {
        table.add("close without a code", wire -> wire.frame(FIN | CLOSE), "close 1005 ");
        table.add("close of one byte", wire -> wire.frame(FIN | CLOSE, 3), "violation 1002");
        for (int code : new int[] {
            1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4400, 4999
        }) {
            table.add("close " + code, wire -> wire.frame(FIN | CLOSE, code >> 8, code), "close " + code + " ");
        }
        for (int code : new int[] {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535}) {
            table.add("close " + code, wire -> wire.frame(FIN | CLOSE, code >> 8, code), "violation 1002");
        }
        table.add(
                "close with a reason, and what follows it",
                wire -> wire.frame(FIN | CLOSE, 0x03, 0xe9, 'b', 'y', 'e').text(FIN | TEXT, "late"),
                "close 1001 bye");
        table.add(
                "close within a message", wire -> wire.text(TEXT, "Hel").frame(FIN | CLOSE, 0x03, 0xe8), "close 1000 ");
    }

    private static List<Case> masks() {
        return List.of(
                new Case(
                        "not masked",
                        Role.SERVER,
                        Wire.unmasked().text(FIN | TEXT, "x").toBytes(),
                        List.of("violation 1002")),
                new Case(
                        "ping not masked",
                        Role.SERVER,
                        Wire.unmasked().frame(FIN | PING).toBytes(),
                        List.of("violation 1002")),
                new Case(
                        "masked",
                        Role.CLIENT,
                        Wire.masked(1, 2, 3, 4).text(FIN | TEXT, "x").toBytes(),
                        List.of("violation 1002")),
                new Case(
                        "key of zeros",
                        Role.SERVER,
                        Wire.masked(0, 0, 0, 0).text(FIN | TEXT, "Hello").toBytes(),
                        List.of("text Hello")),
                new Case(
                        "key of ones",
                        Role.SERVER,
                        Wire.masked(0xff, 0xff, 0xff, 0xff)
                                .text(FIN | TEXT, "Hello, world")
                                .toBytes(),
                        List.of("text Hello, world")),
                // RFC 6455 section 5.7.
                new Case(
                        "example of the RFC",
                        Role.SERVER,
                        HexFormat.of().parseHex("818537fa213d7f9f4d5158"),
                        List.of("text Hello")),
                new Case(
                        "unmasked example of the RFC",
                        Role.CLIENT,
                        HexFormat.of().parseHex("810548656c6c6f"),
                        List.of("text Hello")),
                new Case(
                        "fragments of the RFC",
                        Role.CLIENT,
                        HexFormat.of().parseHex("010348656c80026c6f"),
                        List.of("text Hello")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whole(Case example) {
        Recorder recorder = new Recorder();
        MessageReader reader = new MessageReader(example.role(), MAX, recorder);
        reader.read(ByteBuffer.wrap(example.wire()));
        requireFound(example, recorder, reader);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void byteByByte(Case example) {
        Recorder recorder = new Recorder();
        MessageReader reader = new MessageReader(example.role(), MAX, recorder);
        for (byte next : example.wire()) {
            reader.read(ByteBuffer.wrap(new byte[] {next}));
        }
        requireFound(example, recorder, reader);
    }

    private static void requireFound(Case example, Recorder recorder, MessageReader reader) {
        assertThat(recorder.found).isEqualTo(example.found());
        String last = recorder.found.get(recorder.found.size() - 1);
        boolean ended = last.startsWith("violation") || last.startsWith("close");
        assertThat(reader.isEnded()).isEqualTo(ended);
        if (!ended) {
            assertThat(reader.isMidMessage()).isFalse();
        }
    }
}

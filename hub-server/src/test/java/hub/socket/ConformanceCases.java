package hub.socket;

import static hub.socket.ConformanceCase.BINARY;
import static hub.socket.ConformanceCase.CLOSE;
import static hub.socket.ConformanceCase.CONTINUATION;
import static hub.socket.ConformanceCase.FIN;
import static hub.socket.ConformanceCase.PING;
import static hub.socket.ConformanceCase.PONG;
import static hub.socket.ConformanceCase.TEXT;
import static hub.socket.ConformanceCase.named;
import static hub.socket.ConformanceCase.utf8;

import hub.testing.Frames;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** What RFC 6455 says of frames, one case for each rule and each edge of it; in the order of the Autobahn test suite. */
final class ConformanceCases {

    /** What the servers under test take at most, in bytes. */
    static final int MAX_MESSAGE = 100_000;

    private static final HexFormat HEX = HexFormat.of();
    private static final int[] LENGTHS = {0, 1, 125, 126, 127, 128, 255, 256, 65_535, 65_536, MAX_MESSAGE};

    private final List<ConformanceCase> cases = new ArrayList<>();

    private ConformanceCases() {}

    static List<ConformanceCase> all() {
        ConformanceCases made = new ConformanceCases();
        made.lengths();
        made.pings();
        made.reservedBits();
        made.opcodes();
        made.masks();
        made.fragments();
        made.goodText();
        made.badText();
        made.closes();
        made.limits();
        return made.cases;
    }

    private void add(ConformanceCase one) {
        cases.add(one);
    }

    private static byte[] bytes(int length, int fill) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) fill);
        return bytes;
    }

    private void lengths() {
        for (int length : LENGTHS) {
            String text = "*".repeat(length);
            byte[] binary = bytes(length, 0xFE);
            add(named("text of " + length).text(text).staysOpen());
            add(named("binary of " + length)
                    .frame(FIN | BINARY, binary)
                    .echoesBinary(binary)
                    .staysOpen());
            add(named("text of " + length + " in writes of 997")
                    .chopped(997, Frames.wire(FIN | TEXT, utf8(text)))
                    .echoesText(text)
                    .staysOpen());
        }
        byte[] small = Frames.wire(FIN | TEXT, utf8("byte by byte"));
        add(named("text in writes of 1")
                .chopped(1, small)
                .echoesText("byte by byte")
                .staysOpen());
        badLength("7 bits in 16", 126, 0, 125);
        badLength("0 in 16 bits", 126, 0, 0);
        badLength("7 bits in 64", 127, 0, 0, 0, 0, 0, 0, 0, 5);
        badLength("16 bits in 64", 127, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF);
        badLength("the sign bit", 127, 0x80, 0, 0, 0, 0, 1, 0, 0);
        badLength("all bits", 127, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF);
    }

    private void badLength(String what, int... length) {
        for (int opcode : new int[] {TEXT, BINARY}) {
            byte[] head = new byte[1 + length.length + 4];
            head[0] = (byte) (FIN | opcode);
            for (int i = 0; i < length.length; i++) {
                head[1 + i] = (byte) length[i];
            }
            head[1] |= (byte) 0x80;
            add(named("length with " + what + ", opcode " + opcode).raw(head).closes(1002));
        }
    }

    private void pings() {
        for (int length : new int[] {0, 1, 5, 124, 125}) {
            byte[] payload = bytes(length, 0xFE);
            byte[] frame = Frames.wire(FIN | PING, payload);
            add(named("ping of " + length).raw(frame).echoesPong(payload).staysOpen());
            add(named("ping of " + length + " byte by byte")
                    .chopped(1, frame)
                    .echoesPong(payload)
                    .staysOpen());
            add(named("unasked pong of " + length).frame(FIN | PONG, payload).staysOpen());
        }
        for (int opcode : new int[] {PING, PONG, CLOSE}) {
            add(named("control " + opcode + " of 126")
                    .raw(head(FIN | opcode, 126, 0, 126))
                    .closes(1002));
            add(named("control " + opcode + " in fragments")
                    .frame(opcode, bytes(2, 3))
                    .closes(1002));
        }
        ConformanceCase.Builder ten = named("ten pings");
        for (int i = 0; i < 10; i++) {
            ten.frame(FIN | PING, (byte) i).echoesPong((byte) i);
        }
        add(ten.staysOpen());
        add(named("pong, then ping")
                .frame(FIN | PONG)
                .frame(FIN | PING, (byte) 1)
                .echoesPong((byte) 1)
                .staysOpen());
    }

    private static byte[] head(int first, int length, int... more) {
        byte[] head = new byte[2 + more.length + 4];
        head[0] = (byte) first;
        head[1] = (byte) (0x80 | length);
        for (int i = 0; i < more.length; i++) {
            head[2 + i] = (byte) more[i];
        }
        return head;
    }

    private void reservedBits() {
        for (int bits = 1; bits <= 7; bits++) {
            for (int opcode : new int[] {CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG}) {
                add(named("reserved bits " + bits + " of opcode " + opcode)
                        .text("before")
                        .frame(FIN | bits << 4 | opcode)
                        .closes(1002));
            }
        }
    }

    private void opcodes() {
        for (int opcode : new int[] {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
            add(named("opcode " + opcode).frame(FIN | opcode).closes(1002));
            add(named("opcode " + opcode + " with a payload")
                    .text("before")
                    .frame(FIN | opcode, utf8("payload"))
                    .frame(FIN | PING)
                    .closes(1002));
            add(named("opcode " + opcode + " in fragments")
                    .frame(opcode, (byte) 1)
                    .closes(1002));
        }
    }

    private void masks() {
        for (int opcode : new int[] {CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG}) {
            add(named("unmasked opcode " + opcode)
                    .raw((byte) (FIN | opcode), (byte) 0)
                    .closes(1002));
        }
        add(named("unmasked text of 2")
                .raw((byte) (FIN | TEXT), (byte) 2, (byte) 'h', (byte) 'i')
                .closes(1002));
        add(named("an all-zero mask")
                .raw(HEX.parseHex("8182000000006869"))
                .echoesText("hi")
                .staysOpen());
        add(named("a mask of ones")
                .raw(HEX.parseHex("8182ffffffff9796"))
                .echoesText("hi")
                .staysOpen());
    }

    private void fragments() {
        add(named("text in two")
                .frame(TEXT, utf8("one "))
                .frame(FIN, utf8("two"))
                .echoesText("one two")
                .staysOpen());
        add(named("binary in two")
                .frame(BINARY, (byte) 1)
                .frame(FIN, (byte) 2)
                .echoesBinary((byte) 1, (byte) 2)
                .staysOpen());
        add(named("text in three empty ones")
                .frame(TEXT)
                .frame(0)
                .frame(FIN)
                .echoesText("")
                .staysOpen());
        add(named("text of empty ones around")
                .frame(TEXT)
                .frame(0, utf8("x"))
                .frame(FIN)
                .echoesText("x")
                .staysOpen());
        add(named("a ping within text")
                .frame(TEXT, utf8("a"))
                .frame(FIN | PING, (byte) 7)
                .frame(FIN, utf8("b"))
                .echoesPong((byte) 7)
                .echoesText("ab")
                .staysOpen());
        add(named("a pong within text")
                .frame(TEXT, utf8("a"))
                .frame(FIN | PONG)
                .frame(FIN, utf8("b"))
                .echoesText("ab")
                .staysOpen());
        add(named("a close within text")
                .frame(TEXT, utf8("a"))
                .frame(FIN | CLOSE, close(1000, ""))
                .closes(1000));
        add(named("continuation of nothing").frame(FIN, utf8("x")).closes(1002));
        add(named("unfinished continuation of nothing")
                .frame(0, utf8("x"))
                .frame(FIN | TEXT, utf8("y"))
                .closes(1002));
        add(named("continuation after a whole message")
                .text("whole")
                .frame(FIN, utf8("x"))
                .closes(1002));
        for (int opcode : new int[] {TEXT, BINARY}) {
            add(named("opcode " + opcode + " within text")
                    .frame(TEXT, utf8("a"))
                    .frame(FIN | opcode, utf8("b"))
                    .closes(1002));
            add(named("opcode " + opcode + " begun within binary")
                    .frame(BINARY, utf8("a"))
                    .frame(opcode, utf8("b"))
                    .closes(1002));
        }
        for (int parts : new int[] {3, 100, 900}) {
            ConformanceCase.Builder many = named("text in " + parts).frame(TEXT, utf8("."));
            for (int i = 2; i < parts; i++) {
                many.frame(0, utf8("."));
            }
            add(many.frame(FIN, utf8(".")).echoesText(".".repeat(parts)).staysOpen());
        }
        add(named("two messages, the first in two, in one write")
                .raw(join(
                        Frames.wire(TEXT, utf8("a")), Frames.wire(FIN, utf8("b")), Frames.wire(FIN | TEXT, utf8("c"))))
                .echoesText("ab")
                .echoesText("c")
                .staysOpen());
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static final List<String> GOOD_TEXTS = List.of(
            "Hello-µ@ßöäüàá-UTF-8!!",
            "κόσμε",
            "\u0000",
            "\u007f",
            "\u0080",
            "\u07ff",
            "\u0800",
            "\ud7ff",
            "\ue000",
            "\ufffd",
            "\ufffe",
            "\uffff",
            "\ud800\udc00",
            "\udbff\udfff",
            "\ud83d\ude00",
            "\ud834\udd1e and \ud83c\udf0d",
            "\ufeffwith a byte order mark");

    private void goodText() {
        for (String text : GOOD_TEXTS) {
            byte[] bytes = utf8(text);
            String name = "UTF-8 " + HEX.formatHex(bytes);
            add(named(name).text(text).staysOpen());
            ConformanceCase.Builder each = named(name + ", a frame a byte").frame(TEXT);
            for (byte one : bytes) {
                each.frame(0, one);
            }
            add(each.frame(FIN).echoesText(text).staysOpen());
            add(named(name + ", a write a byte")
                    .chopped(1, Frames.wire(FIN | TEXT, bytes))
                    .echoesText(text)
                    .staysOpen());
        }
    }

    /** After Markus Kuhn's stress test: lone bytes, cut, overlong, surrogates, beyond the last. */
    private static final String[] BAD_TEXTS = {
        "80",
        "bf",
        "8080",
        "80bf80",
        "c0",
        "c1",
        "c2",
        "df",
        "e0",
        "ef",
        "f0",
        "f4",
        "f5",
        "f8",
        "fc",
        "fe",
        "ff",
        "feff",
        "c020",
        "c2c2",
        "e080",
        "e1",
        "e180",
        "e1e1",
        "ed",
        "f080",
        "f090",
        "f09080",
        "f1",
        "f180",
        "f18080",
        "c080",
        "c1bf",
        "e08080",
        "e09fbf",
        "f0808080",
        "f08fbfbf",
        "eda080",
        "edadbf",
        "edae80",
        "edafbf",
        "edb080",
        "edbe80",
        "edbfbf",
        "eda080edb080",
        "f4908080",
        "f48fbfc0",
        "f5808080",
        "f7bfbfbf",
        "f888808080",
        "fc8480808080",
        "fbbfbfbfbf",
        "cebae1bdb9cf83cebcceb5eda080656469746564",
        "48656c6c6fff",
        "c3"
    };

    private void badText() {
        for (String hex : BAD_TEXTS) {
            byte[] bytes = HEX.parseHex(hex);
            add(named("no UTF-8: " + hex).frame(FIN | TEXT, bytes).closes(1007));
            ConformanceCase.Builder each = named("no UTF-8: " + hex + ", a frame a byte")
                    .text("before")
                    .frame(TEXT);
            for (byte one : bytes) {
                each.frame(0, one);
            }
            add(each.frame(FIN).closes(1007));
        }
    }

    private void closes() {
        add(named("close without a code").frame(FIN | CLOSE).closes(1005));
        for (int code :
                new int[] {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1014, 3000, 3999, 4000, 4999}) {
            add(named("close " + code).frame(FIN | CLOSE, close(code, "")).closes(code));
        }
        for (int code : new int[] {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535}) {
            add(named("close " + code + ", which nobody may send")
                    .frame(FIN | CLOSE, close(code, ""))
                    .closes(1002));
        }
        add(named("close of one byte").frame(FIN | CLOSE, (byte) 3).closes(1002));
        add(named("close with a reason")
                .frame(FIN | CLOSE, close(1000, "going home"))
                .closes(1000));
        add(named("close with the longest reason")
                .frame(FIN | CLOSE, close(1000, "*".repeat(123)))
                .closes(1000));
        add(named("close with too long a reason")
                .raw(head(FIN | CLOSE, 126, 0, 126))
                .closes(1002));
        for (String hex : new String[] {"ff", "c3", "eda080", "f4908080"}) {
            byte[] reason = HEX.parseHex(hex);
            add(named("close with the reason " + hex)
                    .frame(FIN | CLOSE, join(new byte[] {3, (byte) 0xE8}, reason))
                    .closes(1007));
        }
        add(named("text after a close")
                .frame(FIN | CLOSE, close(1000, ""))
                .frame(FIN | TEXT, utf8("late"))
                .closes(1000));
        add(named("ping after a close")
                .frame(FIN | CLOSE, close(1000, ""))
                .frame(FIN | PING)
                .closes(1000));
        add(named("a second close")
                .frame(FIN | CLOSE, close(1000, ""))
                .frame(FIN | CLOSE, close(1001, ""))
                .closes(1000));
        add(named("text, then a close")
                .text("last")
                .frame(FIN | CLOSE, close(1000, ""))
                .closes(1000));
    }

    private static byte[] close(int code, String reason) {
        return join(new byte[] {(byte) (code >> 8), (byte) code}, reason.getBytes(StandardCharsets.UTF_8));
    }

    private void limits() {
        int over = MAX_MESSAGE + 1;
        for (int opcode : new int[] {TEXT, BINARY}) {
            add(named("opcode " + opcode + ": the limit and one, refused at the header")
                    .raw(head(FIN | opcode, 127, 0, 0, 0, 0, over >> 24, over >> 16, over >> 8, over))
                    .closes(1009));
            add(named("opcode " + opcode + ": the largest length there is, refused at the header")
                    .raw(head(FIN | opcode, 127, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF))
                    .closes(1009));
            add(named("opcode " + opcode + ": fragments beyond the limit")
                    .frame(opcode, bytes(MAX_MESSAGE / 2, 'a'))
                    .frame(0, bytes(MAX_MESSAGE / 2, 'a'))
                    .frame(0, bytes(1, 'a'))
                    .closes(1009));
        }
    }
}

package hub.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.protocol.testing.Mutations;
import hub.protocol.testing.Seeded;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FrameWriterTest {

    private static final int MAX = 200_000;

    /** Messages of every kind and size, and what a reader should find in them. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Conversation(byte[] wire, List<String> expected) {

        static Conversation random(Role reader, RandomGenerator random) {
            FrameWriter writer = reader == Role.SERVER ? FrameWriter.client(random) : FrameWriter.server();
            ByteArrayOutputStream wire = new ByteArrayOutputStream();
            List<String> expected = new ArrayList<>();
            for (int i = random.nextInt(8); i >= 0; i--) {
                byte[] payload = new byte[length(random)];
                random.nextBytes(payload);
                byte[] small = Arrays.copyOf(payload, Math.min(125, payload.length));
                ByteBuffer frame;
                switch (random.nextInt(4)) {
                    case 0 -> {
                        String text = new String(payload, StandardCharsets.ISO_8859_1);
                        frame = writer.text(text);
                        expected.add("text " + text);
                    }
                    case 1 -> {
                        frame = writer.ping(small);
                        expected.add("ping " + HexFormat.of().formatHex(small));
                    }
                    case 2 -> {
                        frame = writer.pong(small);
                        expected.add("pong " + HexFormat.of().formatHex(small));
                    }
                    default -> {
                        frame = writer.binary(ByteBuffer.wrap(payload));
                        expected.add("binary " + HexFormat.of().formatHex(payload));
                    }
                }
                wire.write(frame.array(), frame.position(), frame.remaining());
            }
            return new Conversation(wire.toByteArray(), expected);
        }

        private static int length(RandomGenerator random) {
            return switch (random.nextInt(6)) {
                case 0 -> 120 + random.nextInt(12);
                case 1 -> random.nextInt(5_000);
                case 2 -> random.nextInt(50) == 0 ? 65_530 + random.nextInt(12) : 0;
                default -> random.nextInt(100);
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadHoweverItIsSplit(Role role) {
        Seeded.check(300, random -> {
            Conversation conversation = Conversation.random(role, random);
            Recorder recorder = new Recorder();
            MessageReader reader = new MessageReader(role, MAX, recorder);
            readInPieces(reader, conversation.wire(), random);
            assertThat(recorder.found).isEqualTo(conversation.expected());
            assertThat(reader.isMidMessage()).isFalse();
        });
    }

    @ParameterizedTest
    @EnumSource
    void noBytesMakeTheReaderThrow(Role role) {
        Seeded.check(1_500, random -> {
            byte[] bytes = random.nextBoolean()
                    ? Mutations.of(Conversation.random(role, random).wire(), random)
                    : randomBytes(random);
            Recorder whole = new Recorder();
            new MessageReader(role, MAX, whole).read(ByteBuffer.wrap(bytes));
            Recorder split = new Recorder();
            MessageReader reader = new MessageReader(role, MAX, split);
            readInPieces(reader, bytes, random);
            assertThat(split.found).isEqualTo(whole.found);
            int found = split.found.size();
            if (reader.isEnded()) {
                reader.read(ByteBuffer.wrap(bytes));
                assertThat(split.found).hasSize(found);
            }
        });
    }

    private static byte[] randomBytes(SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static void readInPieces(MessageReader reader, byte[] bytes, RandomGenerator random) {
        int most = 1 + random.nextInt(random.nextBoolean() ? 4 : 10_000);
        for (int at = 0; at < bytes.length; ) {
            int step = Math.min(bytes.length - at, random.nextInt(most + 1));
            reader.read(ByteBuffer.wrap(bytes, at, step));
            at += step;
        }
    }

    @Test
    void theServerWritesTheExamplesOfTheRfc() {
        assertThat(FrameWriter.server().text("Hello"))
                .isEqualTo(ByteBuffer.wrap(HexFormat.of().parseHex("810548656c6c6f")));
        assertThat(FrameWriter.server().ping("Hello".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(ByteBuffer.wrap(HexFormat.of().parseHex("890548656c6c6f")));
    }

    @Test
    void theClientWritesTheExampleOfTheRfc() {
        RandomGenerator key = () -> 0x3d21fa37L << 32;
        assertThat(FrameWriter.client(key).text("Hello"))
                .isEqualTo(ByteBuffer.wrap(HexFormat.of().parseHex("818537fa213d7f9f4d5158")));
    }

    @Test
    void theMessageStaysAsItWas() {
        ByteBuffer message =
                ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5}).position(1).limit(4);
        ByteBuffer frame = FrameWriter.client(new SplittableRandom(1)).binary(message);
        assertThat(frame.remaining()).isEqualTo(2 + 4 + 3);
        assertThat(message.position()).isEqualTo(1);
        assertThat(message.array()).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void aCloseCarriesCodeAndReason() {
        assertThat(read(FrameWriter.server().close(4409, "replaced"))).containsExactly("close 4409 replaced");
        assertThat(read(FrameWriter.server().close(CloseCode.NONE, "x"))).containsExactly("close 1005 ");
        assertThat(read(FrameWriter.server().close(1000, "r".repeat(500))))
                .containsExactly("close 1000 " + "r".repeat(123));
        assertThat(read(FrameWriter.server().close(1000, "😀ü"))).containsExactly("close 1000 ??");
    }

    @Test
    void aMessageInTwoPartsIsTheSameFrame() {
        for (int length : new int[] {24, 125, 126, 65_535, 65_536}) {
            byte[] message = new byte[length];
            new SplittableRandom(length).nextBytes(message);
            ByteBuffer head = FrameWriter.server().binaryHead(ByteBuffer.wrap(message, 0, 24), length - 24);
            ByteBuffer whole = ByteBuffer.allocate(head.remaining() + length - 24)
                    .put(head)
                    .put(message, 24, length - 24)
                    .flip();
            assertThat(whole).isEqualTo(FrameWriter.server().binary(ByteBuffer.wrap(message)));
        }
        assertThatThrownBy(() -> FrameWriter.client(new SplittableRandom(1)).binaryHead(ByteBuffer.allocate(1), 1))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aFrameMadeWhereItsMessageStandsIsTheSame() {
        for (int length : new int[] {1, 125, 126, 65_535, 65_536}) {
            byte[] message = new byte[length];
            new SplittableRandom(length).nextBytes(message);
            ByteBuffer room = ByteBuffer.allocate(FrameWriter.MAX_SERVER_HEADER_BYTES + 3 + length);
            room.position(room.capacity() - length);
            room.duplicate().put(message);
            assertThat(FrameWriter.server().binaryInPlace(room))
                    .isEqualTo(FrameWriter.server().binary(ByteBuffer.wrap(message)));
            assertThat(room.remaining()).as("the message's place").isEqualTo(length);
        }
        assertThatThrownBy(() -> FrameWriter.client(new SplittableRandom(1)).binaryInPlace(ByteBuffer.allocate(1)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aLongControlPayloadIsNotWritten() {
        byte[] payload = new byte[126];
        assertThatThrownBy(() -> FrameWriter.server().ping(payload)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FrameWriter.server().pong(payload)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> read(ByteBuffer frame) {
        Recorder recorder = new Recorder();
        new MessageReader(Role.CLIENT, MAX, recorder).read(frame);
        return recorder.found;
    }
}

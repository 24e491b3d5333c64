package hub.protocol.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.protocol.ChannelTable;
import hub.protocol.Refusal.Code;
import hub.protocol.testing.FrameSpec;
import hub.protocol.testing.Golden;
import hub.protocol.testing.GoldenFrames;
import hub.protocol.testing.Mutations;
import hub.protocol.testing.RandomReadings;
import hub.protocol.testing.Seeded;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FrameDecoderTest {

    @Test
    void whatWasEncodedIsDecoded() {
        Seeded.check(2_000, random -> {
            FrameSpec spec = new RandomReadings(random).frame();
            assertThat(FrameDecoder.decode(spec.encode(), ChannelTable.STANDARD))
                    .isInstanceOfSatisfying(
                            ReadingsFrame.class,
                            frame -> assertThat(FrameSpec.of(frame)).isEqualTo(spec));
        });
    }

    @Test
    void randomBytesGiveAFrameOrARefusal() {
        Seeded.check(5_000, random -> {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            decodeAndReadAll(ByteBuffer.wrap(bytes));
        });
    }

    @Test
    void mutatedFramesGiveAFrameOrARefusal() {
        List<Golden> goldens = GoldenFrames.device();
        Seeded.check(20_000, random -> {
            Golden golden = goldens.get(random.nextInt(goldens.size()));
            decodeAndReadAll(ByteBuffer.wrap(Mutations.of(golden.bytes().array(), random)));
        });
    }

    /** Every reading of an accepted frame can be stored: finite, of a known channel, at a time that can be written. */
    private static void decodeAndReadAll(ByteBuffer bytes) {
        DecodedFrame decoded = FrameDecoder.decode(bytes, ChannelTable.STANDARD);
        Ack.decode(bytes);
        LiveFrame.decode(bytes);
        if (decoded instanceof ReadingsFrame frame) {
            long now = RandomReadings.NOW_MILLIS * 1_000;
            for (int i = 0; i < frame.count(); i++) {
                assertThat(frame.value(i)).isFinite();
                assertThat(ChannelTable.STANDARD.metric(frame.channel(i))).isNotNull();
                assertThat(frame.time(i, now)).isBetween(hub.protocol.Timestamps.MIN_MICROS, now + 300_000_000L);
            }
        } else if (decoded instanceof RefusedFrame refused) {
            assertThat(refused.seq()).isBetween(0L, ReadingsFrame.MAX_U32);
            assertThat(refused.refusal().detail()).isNotBlank().hasSizeLessThan(150);
        }
    }

    @Test
    void bytesMayStandAnywhereInAnyBuffer() {
        FrameSpec spec = new RandomReadings(new java.util.SplittableRandom(1)).frame(7, 18, 1_790_000_000_000L, 3);
        ByteBuffer encoded = spec.encode();
        ByteBuffer within = ByteBuffer.allocateDirect(encoded.remaining() + 9).order(ByteOrder.BIG_ENDIAN);
        within.position(5).put(encoded).limit(within.position()).position(5);
        assertThat(FrameDecoder.decode(within.asReadOnlyBuffer(), ChannelTable.STANDARD))
                .isInstanceOfSatisfying(
                        ReadingsFrame.class,
                        frame -> assertThat(FrameSpec.of(frame)).isEqualTo(spec));
        assertThat(within.position()).isEqualTo(5);
    }

    @Test
    void aFrameHoldsUpTo4096Readings() {
        ReadingsFrameEncoder encoder = ReadingsFrameEncoder.based(TimeMode.AGE, true, true, true, 1, 1, 0);
        for (int i = 0; i < ReadingsFrame.MAX_READINGS; i++) {
            encoder.add(5, i, i);
        }
        ByteBuffer full = encoder.encode();
        assertThat(full.remaining()).isEqualTo(ReadingsFrame.MAX_BYTES).isEqualTo(57_364);
        assertThat(FrameDecoder.decode(full, ChannelTable.STANDARD))
                .isInstanceOfSatisfying(
                        ReadingsFrame.class,
                        frame -> assertThat(frame.value(4_095)).isEqualTo(4_095));
        assertThatThrownBy(() -> encoder.add(5, 0, 0)).isInstanceOf(IllegalStateException.class);
        assertThat(refusal(withCount(full, 4_097, 57_378))).isEqualTo("bad-frame: count 4097 is not in 1..4096");
        assertThat(refusal(withCount(full, 4_095, 57_364)))
                .isEqualTo("bad-frame: count 4095 needs 57350 bytes, frame has 57364");
    }

    private static ByteBuffer withCount(ByteBuffer frame, int count, int length) {
        ByteBuffer copy = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        copy.put(0, frame, 0, Math.min(length, frame.remaining()));
        return copy.putShort(2, (short) count);
    }

    private static String refusal(ByteBuffer frame) {
        RefusedFrame refused = (RefusedFrame) FrameDecoder.decode(frame, ChannelTable.STANDARD);
        return refused.refusal().code().wireName() + ": " + refused.refusal().detail();
    }

    @Test
    void aRefusalSaysWhichReading() {
        ByteBuffer frame = ReadingsFrameEncoder.hubTime(true, 1, 1)
                .add(5, 1)
                .add(6, Double.NEGATIVE_INFINITY)
                .encode();
        assertThat(refusal(frame)).isEqualTo("bad-value: value of reading 1 is -Infinity");
        frame = ReadingsFrameEncoder.hubTime(true, 1, 1).add(5, 1).add(999, 2).encode();
        assertThat(refusal(frame)).isEqualTo("undeclared-channel: channel 999 of reading 1 is not declared");
        assertThat(Code.BAD_VALUE.wireName()).isEqualTo("bad-value");
    }

    @Test
    void theEncoderTakesOnlyWhatTheFrameCanHold() {
        assertThatThrownBy(() -> ReadingsFrameEncoder.hubTime(false, -1, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ReadingsFrameEncoder.hubTime(false, 0, 1L << 32))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ReadingsFrameEncoder.based(TimeMode.HUB, false, false, false, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        ReadingsFrameEncoder encoder = ReadingsFrameEncoder.hubTime(false, 0, 0);
        assertThatThrownBy(() -> encoder.add(65_536, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> encoder.add(-1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> encoder.add(5, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}

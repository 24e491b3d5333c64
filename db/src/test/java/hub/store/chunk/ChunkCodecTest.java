package hub.store.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class ChunkCodecTest {
    private static final int ROUNDS = 3_000;
    private static final long DAY_MICROS = 86_400_000_000L;

    private final ChunkColumns columns = new ChunkColumns();

    @Test
    void anyReadingsComeBackToTheBit() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            long[] times = randomTimes(random, 1 + random.nextInt(300));
            double[] values = randomValues(random, times.length);
            int from = random.nextInt(times.length);
            int to = from + 1 + random.nextInt(times.length - from);
            assertComeBack("seed " + seed, times, values, from, to);
        }
    }

    @Test
    void theEdgesOfTheNumbersComeBack() {
        long[] times = {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE - 1, Long.MAX_VALUE};
        assertComeBack("zeros", times, new double[] {0.0, -0.0, 0.0, 1, 2, 3}, 0, 6);
        assertComeBack(
                "extremes", times, new double[] {Double.MAX_VALUE, Double.MIN_VALUE, -1e300, 1e-9, 0.1, 1e9}, 0, 6);
        double nanWithPayload = Double.longBitsToDouble(0x7ff8_0000_dead_beefL);
        assertComeBack("nan", times, new double[] {Double.NaN, nanWithPayload, 1 / 0.0, -1 / 0.0, 0, 1}, 0, 6);
        double limit = 1L << 53;
        assertComeBack("limit", times, new double[] {limit - 1, 1 - limit, limit, -limit, limit + 2, 0}, 0, 6);
        assertComeBack("mixed scales", times, new double[] {limit - 1, 0.1, 0, 0, 0, 0}, 0, 6);
        assertComeBack("sum of tenths", times, new double[] {0.1 + 0.2, 0.3, 0, 0, 0, 0}, 0, 6);
    }

    @Test
    void steadyDecimalsOnWholeSecondsAreSmall() {
        long[] times = new long[1_000];
        double[] values = new double[1_000];
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            times[i] = 1_700_000_000_000_000L + i * 10_000_000L;
            values[i] = (200 + random.nextInt(20)) / 10.0;
        }
        assertThat(ChunkCodec.encode(times, values, 0, 1_000)).hasSizeLessThan(2_050);
    }

    @Test
    void theColumnsAreReused() {
        long[] times = randomTimes(new Random(2), 100);
        double[] values = randomValues(new Random(2), 100);
        ChunkCodec.decode(ChunkCodec.encode(times, values, 0, 100), columns);
        long[] column = columns.times();
        assertThat(ChunkCodec.decode(ChunkCodec.encode(times, values, 20, 30), columns))
                .isEqualTo(10);
        assertThat(columns.times()).isSameAs(column);
    }

    @Test
    void everyFlippedBitAndEveryCutIsFound() {
        byte[] chunk = ChunkCodec.encode(randomTimes(new Random(3), 50), randomValues(new Random(3), 50), 0, 50);
        for (int bit = 0; bit < 8 * chunk.length; bit++) {
            byte[] flipped = chunk.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            assertCorrupt(flipped);
        }
        for (int length = 0; length < chunk.length; length++) {
            assertCorrupt(Arrays.copyOf(chunk, length));
        }
        assertCorrupt(Arrays.copyOf(chunk, chunk.length + 1));
    }

    @Test
    void arbitraryBytesAreDecodedOrRefusedButNothingElse() {
        int decoded = 0;
        for (long seed = 0; seed < 20 * ROUNDS; seed++) {
            Random random = new Random(seed);
            byte[] bytes = random.nextBoolean() ? rubbish(random) : mutated(random);
            try {
                int count = ChunkCodec.decode(sealed(bytes), columns);
                decoded++;
                assertThat(count).as("seed %d", seed).isBetween(1, bytes.length / 2);
            } catch (CorruptChunkException expected) {
                assertThat(columns.count()).as("seed %d", seed).isZero();
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertThat(decoded).as("some mutations are still chunks").isPositive();
        assertThat(columns.times().length).as("no huge allocation").isLessThan(2_000);
    }

    @Test
    void readingsThatDoNotAscendAreRefused() {
        double[] values = {1, 2};
        assertThatThrownBy(() -> ChunkCodec.encode(new long[] {5, 5}, values, 0, 2))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ChunkCodec.encode(new long[] {5, 4}, values, 0, 2))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ChunkCodec.encode(new long[] {5, 6}, values, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ChunkCodec.encode(new long[] {5, 6}, values, 0, 3))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void theSummaryIsThatOfTheRange() {
        long[] times = {1, 2, 3, 4, 5};
        double[] values = {100, 2, -4, 3, 100};
        assertThat(ChunkSummary.of(times, values, 1, 4)).isEqualTo(new ChunkSummary(3, 2, 4, -4, 3, 1, 2, 3));
        assertThat(ChunkSummary.of(times, new double[] {1, Double.NaN, 2, 3, 4}, 0, 3)
                        .min())
                .isNaN();
        assertThatThrownBy(() -> ChunkSummary.of(times, values, 2, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    private void assertComeBack(String what, long[] times, double[] values, int from, int to) {
        int count = ChunkCodec.decode(ChunkCodec.encode(times, values, from, to), columns);
        assertThat(count).as(what).isEqualTo(columns.count()).isEqualTo(to - from);
        for (int i = 0; i < count; i++) {
            assertThat(columns.times()[i]).as(what).isEqualTo(times[from + i]);
            assertThat(Double.doubleToRawLongBits(columns.values()[i]))
                    .as(what)
                    .isEqualTo(Double.doubleToRawLongBits(values[from + i]));
        }
    }

    private void assertCorrupt(byte[] bytes) {
        assertThatThrownBy(() -> ChunkCodec.decode(bytes, columns)).isInstanceOf(CorruptChunkException.class);
        assertThat(columns.count()).isZero();
    }

    private static long[] randomTimes(Random random, int count) {
        long[] units = {1, 1_000, 1_000_000};
        long unit = units[random.nextInt(units.length)];
        long[] times = new long[count];
        long time = (random.nextLong() % (100_000 * DAY_MICROS)) / unit;
        int jitter = 1 << random.nextInt(25);
        for (int i = 0; i < count; i++) {
            times[i] = time * unit;
            time += 1 + random.nextInt(jitter);
        }
        return times;
    }

    private static double[] randomValues(Random random, int count) {
        double[] values = new double[count];
        int kind = random.nextInt(4);
        int scale = random.nextInt(11);
        double magnitude = Math.pow(10, random.nextInt(15));
        for (int i = 0; i < count; i++) {
            values[i] = switch (kind) {
                case 0 -> Double.longBitsToDouble(random.nextLong());
                case 1 -> random.nextGaussian();
                case 2 -> Math.rint(random.nextGaussian() * magnitude) / Math.pow(10, scale);
                default -> random.nextInt(3) - 1.0;
            };
        }
        return values;
    }

    private static byte[] rubbish(Random random) {
        byte[] bytes = new byte[random.nextInt(100)];
        random.nextBytes(bytes);
        if (bytes.length > 0 && random.nextInt(4) > 0) {
            bytes[0] = 1;
        }
        return bytes;
    }

    private static byte[] mutated(Random random) {
        long[] times = randomTimes(random, 1 + random.nextInt(30));
        byte[] chunk = ChunkCodec.encode(times, randomValues(random, times.length), 0, times.length);
        byte[] bytes = Arrays.copyOf(chunk, chunk.length - 4);
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    /** The bytes with a right checksum, as a forger would make it. */
    private static byte[] sealed(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        byte[] sealed = Arrays.copyOf(bytes, bytes.length + 4);
        java.nio.ByteBuffer.wrap(sealed).putInt(bytes.length, (int) crc.getValue());
        return sealed;
    }
}

package hub.store.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import hub.protocol.testing.Seeded;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class ChunkSizeTest {
    private static final int MEBIBYTE = 1 << 20;
    private static final long SECOND = 1_000_000;

    private final ChunkEncoder encoder = new ChunkEncoder();
    private final SplittableRandom random = new SplittableRandom(5);

    @Test
    void theWorstChunkIsLessThanAMebibyte() {
        for (int columns : new int[] {1, 2, 48, ChunkEncoder.MAX_COLUMNS}) {
            int count = ChunkEncoder.MAX_READINGS / columns;
            assertThat(encoder.encode(columns(columns, count, i -> Double.longBitsToDouble(random.nextLong()))))
                    .hasSizeLessThan(MEBIBYTE);
            assertThat(encoder.encode(columns(columns, count, this::widestDecimal)))
                    .hasSizeLessThan(MEBIBYTE);
            assertThat(encoder.encode(columns(columns, count, i -> i % 5 == 4 ? Math.PI * i : widestDecimal(i))))
                    .hasSizeLessThan(MEBIBYTE);
        }
    }

    @Test
    void noReadingsTakeMoreThanRawOnes() {
        Seeded.check(300, seeded -> {
            List<SeriesColumn> device = new Columns(seeded).device(1_000);
            int raw = 0;
            for (SeriesColumn column : device) {
                raw += 80 + 2 * Long.BYTES * column.count() + 4 * (column.count() / BlockFormat.SIZE);
            }
            assertThat(encoder.encode(device)).hasSizeLessThan(raw);
        });
    }

    @Test
    void aDayOfADeviceIsAboutAsSmallAsItsSteps() {
        int[] steps = {2, 5, 4, 30, 1}; // Either way, of 5, 11, 9, 61 and 3 kinds: in 3, 4, 4, 6 and 2 bits.
        long[] times = new long[8_640];
        for (int i = 0; i < times.length; i++) {
            times[i] = (10_000L * i + 49) * 1_000;
        }
        List<SeriesColumn> columns = new ArrayList<>();
        for (int series = 0; series < steps.length; series++) {
            columns.add(new SeriesColumn(series, times, walk(times.length, steps[series]), 0, times.length));
        }
        int packed = (3 + 4 + 4 + 6 + 2) * times.length / Byte.SIZE;
        assertThat(encoder.encode(columns)).hasSizeBetween(packed, packed * 103 / 100);
    }

    @Test
    void theScaleIsThatOfMostReadings() {
        long[] times = jittered(10_000);
        double[] walk = walk(times.length, 10);
        int even = encoder.encode(List.of(column(1, times, walk))).length;
        for (int i = 0; i < times.length; i += 2_000) {
            walk[i] = 20.123456789;
        }
        byte[] odd = encoder.encode(List.of(column(1, times, walk)));
        assertThat(odd).hasSizeLessThan(even + 400);
        double[] whole = walk(times.length, 10);
        for (int i = 0; i < whole.length; i++) {
            whole[i] = Math.rint(whole[i]) + (i % 18 == 17 ? 0.5 : 0);
        }
        assertThat(Chunk.parse(encoder.encode(List.of(column(1, times, whole))))
                        .read(0)
                        .scale())
                .isEqualTo(1);
    }

    @Test
    void someMissingReadingsTakeLittle() {
        SeriesColumn whole = column(1, jittered(10_000), walk(10_000, 10));
        SeriesColumn same = column(2, whole.times(), walk(10_000, 10));
        long[] fewer = new long[9_997];
        for (int i = 0; i < fewer.length; i++) {
            fewer[i] = whole.times()[i + (i < 500 ? 0 : i < 4_000 ? 1 : i < 8_000 ? 2 : 3)];
        }
        SeriesColumn missing = column(2, fewer, walk(fewer.length, 10));
        int shared = encoder.encode(List.of(whole, same)).length;
        int alone = encoder.encode(List.of(missing)).length;
        assertThat(encoder.encode(List.of(whole, missing)))
                .hasSizeLessThan(shared + 250)
                .hasSizeLessThan(encoder.encode(List.of(whole)).length + alone - 3_000);
    }

    @Test
    void floatsThatAreNoDecimalsAreSmallerThanRawOnes() {
        double[] walk = new double[10_000];
        double[] single = new double[10_000];
        double value = 20;
        for (int i = 0; i < walk.length; i++) {
            value += random.nextDouble() - 0.5;
            walk[i] = value;
            single[i] = (float) value;
        }
        long[] times = jittered(walk.length);
        int time = encoder.encode(List.of(column(1, times, new double[walk.length]))).length;
        assertThat(encoder.encode(List.of(column(1, times, walk)))).hasSizeLessThan(time + 65_000);
        assertThat(encoder.encode(List.of(column(1, times, single)))).hasSizeLessThan(time + 30_000);
    }

    @Test
    void fewReadingsTakeFewBytes() {
        assertThat(encoder.encode(List.of(column(1, new long[] {1_700_000_000 * SECOND}, new double[] {21.5}))))
                .hasSizeLessThan(20);
    }

    private List<SeriesColumn> columns(int columns, int count, IntToDoubleFunction value) {
        List<SeriesColumn> all = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
            long[] times = random.longs().distinct().limit(count).sorted().toArray();
            double[] values = new double[count];
            for (int k = 0; k < count; k++) {
                values[k] = value.applyAsDouble(k);
            }
            all.add(column(Integer.MAX_VALUE / columns * i, times, values));
        }
        return all;
    }

    private double widestDecimal(int i) {
        return (i % 2 == 0 ? 1 : -1) * (double) random.nextLong(Decimals.MANTISSA_LIMIT);
    }

    private long[] jittered(int count) {
        long[] times = new long[count];
        long time = 1_500_000_000;
        for (int i = 0; i < count; i++) {
            time += 145 + random.nextInt(7);
            times[i] = time * SECOND;
        }
        return times;
    }

    private double[] walk(int count, int step) {
        double[] values = new double[count];
        long mantissa = 2_000;
        for (int i = 0; i < count; i++) {
            mantissa += random.nextInt(2 * step + 1) - step;
            values[i] = mantissa / 10.0;
        }
        return values;
    }

    private static SeriesColumn column(int series, long[] times, double[] values) {
        return new SeriesColumn(series, times, values, 0, times.length);
    }
}

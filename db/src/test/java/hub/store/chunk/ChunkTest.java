package hub.store.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import hub.protocol.testing.Seeded;
import hub.store.ReadingBlock;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChunkTest {
    private final ChunkEncoder encoder = new ChunkEncoder();

    @Test
    void anyReadingsComeBackToTheBit() {
        Seeded.check(3_000, random -> assertComesBack(new Columns(random).device(600)));
    }

    @Test
    void aReaderWrittenFromTheDescriptionReadsTheSame() {
        Seeded.check(1_000, random -> {
            List<SeriesColumn> columns = new Columns(random).device(600);
            List<SeriesColumn> read = PlainReader.read(encoder.encode(columns));
            assertThat(read).hasSameSizeAs(columns);
            for (int i = 0; i < read.size(); i++) {
                assertSame(read.get(i), columns.get(i));
            }
        });
    }

    @Test
    void theEdgesOfTheNumbersComeBack() {
        long[] times = {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE - 1, Long.MAX_VALUE};
        double nan = Double.longBitsToDouble(0x7ff8_0000_dead_beefL);
        double limit = 1L << 53;
        double[][] edges = {
            {0.0, -0.0, 0.0, 1, 2, 3},
            {-0.0, -0.0, -0.0, -0.0, -0.0, -0.0},
            {Double.MAX_VALUE, Double.MIN_VALUE, -1e300, 1e-9, 0.1, 1e9},
            {Double.NaN, nan, 1 / 0.0, -1 / 0.0, 0, 1},
            {limit - 1, 1 - limit, limit, -limit, limit + 2, 0},
            {limit - 1, 0.1, 0, 0, 0, 0},
            {0.1 + 0.2, 0.3, 0, 0, 0, 0},
            {nan, 0.3, 0.3, 0.3, 0.3, 0.3},
        };
        for (double[] values : edges) {
            assertComesBack(List.of(new SeriesColumn(7, times, values, 0, times.length)));
            for (int i = 0; i < times.length; i++) {
                assertComesBack(List.of(new SeriesColumn(7, times, values, i, i + 1)));
            }
        }
    }

    @Test
    void everyLengthAboutABlockComesBack() {
        for (int count = 1; count <= 3 * ReadingBlock.MAX_SIZE + 1; count++) {
            Columns columns = new Columns(new SplittableRandom(count));
            assertComesBack(List.of(new SeriesColumn(0, columns.times(count), columns.values(count), 0, count)));
        }
    }

    @Test
    void aColumnIsFoundByItsSeries() {
        Seeded.check(100, random -> {
            List<SeriesColumn> columns = new Columns(random).device(5);
            Chunk chunk = Chunk.parse(encoder.encode(columns));
            for (int i = 0; i < columns.size(); i++) {
                assertThat(chunk.series(i)).isEqualTo(columns.get(i).series());
                assertThat(chunk.column(chunk.series(i))).isEqualTo(i);
            }
            assertThat(chunk.column(columns.get(0).series() - 1)).isEqualTo(-1);
            assertThat(chunk.column(Integer.MAX_VALUE)).isEqualTo(-1);
        });
    }

    @Test
    void theSummaryIsThatOfItsReadings() {
        Seeded.check(1_000, random -> {
            List<SeriesColumn> columns = new Columns(random).device(300);
            Chunk chunk = Chunk.parse(encoder.encode(columns));
            for (int i = 0; i < columns.size(); i++) {
                assertSummary(chunk.summary(i), columns.get(i));
            }
        });
    }

    @Test
    void theSumOfDecimalsIsCorrectlyRounded() {
        long[] times = new long[10_000];
        double[] values = new double[10_000];
        double[] large = new double[10_000];
        for (int i = 0; i < times.length; i++) {
            times[i] = i;
            values[i] = 0.1;
            large[i] = (1L << 53) - 1;
        }
        Chunk chunk = Chunk.parse(encoder.encode(
                List.of(new SeriesColumn(1, times, values, 0, 10_000), new SeriesColumn(2, times, large, 0, 10_000))));
        assertThat(chunk.summary(0).sum()).isEqualTo(1_000);
        assertThat(chunk.summary(1).sum())
                .isEqualTo(BigDecimal.valueOf((1L << 53) - 1)
                        .multiply(BigDecimal.valueOf(10_000))
                        .doubleValue());
    }

    @Test
    void aReaderSkipsToATime() {
        Seeded.check(1_000, random -> {
            List<SeriesColumn> columns = new Columns(random).device(1_500);
            Chunk chunk = Chunk.parse(encoder.encode(columns));
            for (int i = 0; i < columns.size(); i++) {
                assertSkips(chunk.read(i), columns.get(i), random);
            }
        });
    }

    @Test
    void whatIsNoColumnsIsRefused() {
        long[] times = {5, 6, 6, 5};
        double[] values = {1, 2, 3, 4};
        SeriesColumn one = new SeriesColumn(1, times, values, 0, 2);
        assertRefused(List.of());
        assertRefused(List.of(one, one));
        assertRefused(List.of(new SeriesColumn(2, times, values, 0, 2), one));
        assertRefused(List.of(new SeriesColumn(2, times, values, 0, 3)));
        assertRefused(List.of(new SeriesColumn(2, times, values, 2, 4)));
        long[] many = LongStream.rangeClosed(0, ChunkEncoder.MAX_READINGS).toArray();
        assertRefused(List.of(new SeriesColumn(1, many, new double[many.length], 0, many.length)));
        assertRefused(IntStream.rangeClosed(0, ChunkEncoder.MAX_COLUMNS)
                .mapToObj(series -> new SeriesColumn(series, times, values, 0, 1))
                .toList());
        assertThatThrownBy(() -> new SeriesColumn(2, times, values, 2, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SeriesColumn(-1, times, values, 0, 2))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SeriesColumn(2, times, values, 2, 5))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    private void assertComesBack(List<SeriesColumn> columns) {
        Chunk chunk = Chunk.parse(encoder.encode(columns));
        assertThat(chunk.columns()).isEqualTo(columns.size());
        assertThat(chunk.readings())
                .isEqualTo(columns.stream().mapToInt(SeriesColumn::count).sum());
        for (int i = 0; i < columns.size(); i++) {
            SeriesColumn column = columns.get(i);
            BlockReader reader = chunk.read(i);
            int at = column.from();
            while (reader.next()) {
                assertBlock(reader, column, at);
                at += reader.size();
            }
            assertThat(at).isEqualTo(column.to());
            assertThat(reader.next()).isFalse();
        }
    }

    private static void assertSame(SeriesColumn read, SeriesColumn written) {
        assertThat(read.series()).isEqualTo(written.series());
        assertThat(read.times()).isEqualTo(Arrays.copyOfRange(written.times(), written.from(), written.to()));
        assertThat(bits(read)).isEqualTo(bits(written));
    }

    private static long[] bits(SeriesColumn column) {
        return Arrays.stream(column.values(), column.from(), column.to())
                .mapToLong(Double::doubleToRawLongBits)
                .toArray();
    }

    private static void assertBlock(ReadingBlock block, SeriesColumn column, int at) {
        int size = block.size();
        assertThat(size).isBetween(1, Math.min(ReadingBlock.MAX_SIZE, column.to() - at));
        assertThat(Arrays.copyOf(block.times(), size)).isEqualTo(Arrays.copyOfRange(column.times(), at, at + size));
        for (int i = 0; i < size; i++) {
            long bits = Double.doubleToRawLongBits(column.values()[at + i]);
            assertThat(Double.doubleToRawLongBits(block.values()[i])).isEqualTo(bits);
            if (block.scale() != ReadingBlock.NO_SCALE) {
                double value = block.mantissas()[i] / Math.pow(10, block.scale());
                assertThat(Double.doubleToRawLongBits(value)).isEqualTo(bits);
            }
        }
        if (block.scale() == ReadingBlock.NO_SCALE) {
            assertThatThrownBy(block::mantissas).isInstanceOf(IllegalStateException.class);
        }
    }

    private static void assertSummary(ChunkSummary summary, SeriesColumn column) {
        double[] values = Arrays.copyOfRange(column.values(), column.from(), column.to());
        double plain = Arrays.stream(values).reduce(0, Double::sum);
        assertThat(summary)
                .isEqualTo(new ChunkSummary(
                        values.length,
                        column.times()[column.from()],
                        column.times()[column.to() - 1],
                        Arrays.stream(values).reduce(Math::min).orElseThrow(),
                        Arrays.stream(values).reduce(Math::max).orElseThrow(),
                        Double.isFinite(plain) ? summary.sum() : plain,
                        values[0],
                        values[values.length - 1],
                        summary.scale()));
        if (summary.scale() != ReadingBlock.NO_SCALE) {
            BigDecimal sum = BigDecimal.ZERO;
            for (double value : values) {
                long mantissa = Decimals.mantissa(value, summary.scale());
                assertThat(Decimals.isExact(value, mantissa, summary.scale())).isTrue();
                sum = sum.add(BigDecimal.valueOf(mantissa, summary.scale()));
            }
            assertThat(summary.sum()).isEqualTo(sum.doubleValue());
        }
        if (Double.isFinite(plain)) {
            BigDecimal exact = Arrays.stream(values).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
            double magnitude = Arrays.stream(values).map(Math::abs).sum();
            assertThat(summary.sum()).isCloseTo(exact.doubleValue(), within(magnitude * 0x1p-52));
        }
    }

    private static void assertSkips(BlockReader reader, SeriesColumn column, SplittableRandom random) {
        int at = column.from();
        while (at < column.to()) {
            int target = at + random.nextInt(column.to() - at);
            long time = column.times()[target] - random.nextInt(2);
            reader.skipTo(time);
            assertThat(reader.next()).isTrue();
            assertThat(reader.times()[reader.size() - 1]).isGreaterThanOrEqualTo(time);
            while (column.times()[at] < reader.times()[0]) {
                assertThat(column.times()[at++]).isLessThan(time);
            }
            assertBlock(reader, column, at);
            at += reader.size();
            if (at < column.to() && random.nextBoolean()) {
                assertThat(reader.next()).isTrue();
                at += reader.size();
            }
        }
        reader.skipTo(Long.MAX_VALUE);
        assertThat(reader.next()).isFalse();
    }

    private void assertRefused(List<SeriesColumn> columns) {
        assertThatThrownBy(() -> encoder.encode(columns)).isInstanceOf(IllegalArgumentException.class);
    }
}

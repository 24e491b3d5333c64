package hub.benchmark;

import hub.store.ReadingBlock;
import hub.store.chunk.BlockReader;
import hub.store.chunk.Chunk;
import hub.store.chunk.ChunkEncoder;
import hub.store.chunk.SeriesColumn;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Nanoseconds a reading to encode and to decode a column of 16,384 readings; both include the column's times. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ChunkBenchmark.READINGS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ChunkBenchmark {
    static final int READINGS = 16_384;

    private static final long START_MICROS = 1_735_689_600_000_000L;
    private static final long TICK_MICROS = 10_000_000;
    private static final long SECOND_MICROS = 1_000_000;

    /** A particle sensor as it was recorded, the walks of the scale set, and what is no decimal. */
    public enum Kind {
        RECORDED_LIKE,
        TEMPERATURE,
        HUMIDITY,
        PRESSURE,
        PM2_5,
        BATTERY,
        FLOAT_WALK,
        FLOAT_NOISE
    }

    @Param
    public Kind kind = Kind.RECORDED_LIKE;

    private final ChunkEncoder encoder = new ChunkEncoder();
    private List<SeriesColumn> columns = List.of();
    private byte[] chunk = {};

    @Setup
    public void encodeOnce() {
        SplittableRandom random = new SplittableRandom(1);
        long[] times = kind == Kind.RECORDED_LIKE ? recordedTimes(random) : ticks();
        columns = List.of(new SeriesColumn(1, times, values(random), 0, READINGS));
        chunk = encoder.encode(columns);
    }

    @Benchmark
    public byte[] encode() {
        return encoder.encode(columns);
    }

    /** To times and doubles. */
    @Benchmark
    public void decode(Blackhole blackhole) {
        BlockReader reader = Chunk.parse(chunk).read(0);
        while (reader.next()) {
            blackhole.consume(reader.times());
            blackhole.consume(reader.values());
        }
    }

    /** Sum, minimum and maximum, of mantissas where there are such, and times. */
    @Benchmark
    public void aggregate(Blackhole blackhole) {
        BlockReader reader = Chunk.parse(chunk).read(0);
        while (reader.next()) {
            if (reader.scale() == ReadingBlock.NO_SCALE) {
                aggregate(reader.values(), reader.size(), blackhole);
            } else {
                aggregate(reader.mantissas(), reader.size(), blackhole);
            }
            aggregate(reader.times(), reader.size(), blackhole);
        }
    }

    /** The same of the values alone: what asks for no times does not pay for them. */
    @Benchmark
    public void aggregateValues(Blackhole blackhole) {
        BlockReader reader = Chunk.parse(chunk).read(0);
        while (reader.next()) {
            if (reader.scale() == ReadingBlock.NO_SCALE) {
                aggregate(reader.values(), reader.size(), blackhole);
            } else {
                aggregate(reader.mantissas(), reader.size(), blackhole);
            }
        }
    }

    /** To the last reading. */
    @Benchmark
    public boolean skip() {
        Chunk parsed = Chunk.parse(chunk);
        BlockReader reader = parsed.read(0);
        reader.skipTo(parsed.summary(0).maxTime());
        return reader.next();
    }

    private static void aggregate(long[] numbers, int size, Blackhole blackhole) {
        long sum = 0;
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            sum += numbers[i];
            min = Math.min(min, numbers[i]);
            max = Math.max(max, numbers[i]);
        }
        blackhole.consume(sum);
        blackhole.consume(min);
        blackhole.consume(max);
    }

    private static void aggregate(double[] numbers, int size, Blackhole blackhole) {
        double sum = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            sum += numbers[i];
            min = Math.min(min, numbers[i]);
            max = Math.max(max, numbers[i]);
        }
        blackhole.consume(sum);
        blackhole.consume(min);
        blackhole.consume(max);
    }

    private double[] values(SplittableRandom random) {
        return switch (kind) {
            case RECORDED_LIKE -> recorded(random);
            case TEMPERATURE -> walk(random, 10, -200, 450, 2);
            case HUMIDITY -> walk(random, 10, 200, 999, 5);
            case PRESSURE -> walk(random, 100, 95_000, 105_000, 4);
            case PM2_5 -> walk(random, 100, 50, 20_000, 30);
            case BATTERY -> walk(random, 100, 300, 420, 1);
            case FLOAT_WALK -> floats(random);
            case FLOAT_NOISE ->
                random.longs(READINGS)
                        .mapToDouble(bits -> Double.longBitsToDouble(bits & ~(1L << 62)))
                        .toArray();
        };
    }

    private static long[] ticks() {
        long[] times = new long[READINGS];
        for (int i = 0; i < READINGS; i++) {
            times[i] = START_MICROS + i * TICK_MICROS;
        }
        return times;
    }

    /** About every two and a half minutes, now and then one left out. */
    private static long[] recordedTimes(SplittableRandom random) {
        long[] times = new long[READINGS];
        long time = START_MICROS;
        for (int i = 0; i < READINGS; i++) {
            time += (144 + random.nextInt(6) + (random.nextInt(30) == 0 ? random.nextInt(300) : 0)) * SECOND_MICROS;
            times[i] = time;
        }
        return times;
    }

    private static double[] walk(SplittableRandom random, int power, int low, int high, int step) {
        double[] values = new double[READINGS];
        int mantissa = (low + high) / 2;
        for (int i = 0; i < READINGS; i++) {
            mantissa = Math.max(low, Math.min(high, mantissa + random.nextInt(-step, step + 1)));
            values[i] = (double) mantissa / power;
        }
        return values;
    }

    /** A level that drifts, noise in proportion to it, and now and then a peak. */
    private static double[] recorded(SplittableRandom random) {
        double[] values = new double[READINGS];
        double level = Math.log(8);
        for (int i = 0; i < READINGS; i++) {
            level = 0.999 * level + 0.001 * Math.log(8) + 0.05 * random.nextGaussian();
            double peak = random.nextInt(50) == 0 ? 1 + random.nextDouble() : 1;
            values[i] = Math.rint(100 * Math.exp(level + 0.08 * random.nextGaussian()) * peak) / 100;
        }
        return values;
    }

    private static double[] floats(SplittableRandom random) {
        double[] values = new double[READINGS];
        double value = 20;
        for (int i = 0; i < READINGS; i++) {
            value += random.nextDouble() - 0.5;
            values[i] = value;
        }
        return values;
    }
}

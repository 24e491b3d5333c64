package hub.store.chunk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Draws readings of a device in all the shapes that sensors have, and in some that they have not. */
final class Columns {
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final long[] UNITS = {1, 1_000, 1_000_000};

    private final RandomGenerator random;

    Columns(RandomGenerator random) {
        this.random = random;
    }

    /** Up to six columns of up to so many readings each: on one timeline, on much the same ones, or on any. */
    List<SeriesColumn> device(int maxReadings) {
        long[] all = times(1 + random.nextInt(maxReadings));
        int sharing = random.nextInt(4);
        List<SeriesColumn> columns = new ArrayList<>();
        int series = 0;
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            series += 1 + random.nextInt(1 << random.nextInt(20));
            long[] times = switch (sharing) {
                case 0 -> all;
                case 1 -> some(all, 0.98);
                case 2 -> some(all, random.nextDouble());
                default -> times(1 + random.nextInt(maxReadings));
            };
            columns.add(part(series, times, values(times.length)));
        }
        return columns;
    }

    private SeriesColumn part(int series, long[] times, double[] values) {
        if (random.nextBoolean()) {
            return new SeriesColumn(series, times, values, 0, times.length);
        }
        int from = random.nextInt(times.length);
        return new SeriesColumn(series, times, values, from, from + 1 + random.nextInt(times.length - from));
    }

    /** Those of the times that chance leaves, at least one. */
    private long[] some(long[] times, double share) {
        long[] some =
                Arrays.stream(times).filter(time -> random.nextDouble() < share).toArray();
        return some.length == 0 ? new long[] {times[0]} : some;
    }

    long[] times(int count) {
        if (random.nextInt(8) == 0) {
            return random.longs().distinct().limit(count).sorted().toArray();
        }
        long unit = UNITS[random.nextInt(UNITS.length)];
        long[] times = new long[count];
        long time = random.nextLong(-50_000 * DAY_MICROS, 50_000 * DAY_MICROS) / unit;
        long step = random.nextLong(1, 1_000_000);
        int jitter = random.nextInt(20);
        for (int i = 0; i < count; i++) {
            times[i] = time * unit;
            time += step + random.nextInt(1 << jitter);
            time += random.nextInt(200) == 0 ? random.nextLong(1L << 30) : 0;
        }
        return times;
    }

    double[] values(int count) {
        double[] values = new double[count];
        int kind = random.nextInt(8);
        double power = Math.pow(10, random.nextInt(11));
        double step = Math.pow(10, random.nextInt(1, 12));
        double mantissa = Math.rint(random.nextGaussian() * step * 100);
        double walk = random.nextGaussian() * 100;
        for (int i = 0; i < count; i++) {
            walk += random.nextGaussian();
            mantissa = Math.rint(mantissa + random.nextGaussian() * step);
            values[i] = switch (kind) {
                case 0 -> Double.longBitsToDouble(random.nextLong());
                case 1 -> walk;
                case 2 -> (float) walk;
                case 3 -> Double.parseDouble(Float.toString((float) walk));
                case 4 -> mantissa / power;
                case 5 -> random.nextInt(50) == 0 ? odd() : mantissa / power;
                case 6 -> i % 300 < 200 ? 21.5 : 21.5 + random.nextInt(10);
                default -> (random.nextInt(9) - 4) / 10.0 * -1.0;
            };
        }
        return values;
    }

    private double odd() {
        double[] odd = {
            -0.0,
            Double.NaN,
            Double.longBitsToDouble(0xfff8_0000_dead_beefL),
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            0.1 + 0.2,
            Double.MIN_VALUE,
            -Double.MAX_VALUE,
            1L << 53,
            1e-9
        };
        return odd[random.nextInt(odd.length)];
    }
}

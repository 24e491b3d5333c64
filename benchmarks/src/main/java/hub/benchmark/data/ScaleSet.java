package hub.benchmark.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A day of many devices: five metrics each, a sample every ten seconds, every value a clamped random walk. All of a tick
 * arrives before the next tick. In full 1,000 devices and 8,640 ticks: 43,200,000 readings.
 */
public final class ScaleSet implements DataSet {

    /** 2025-01-01T00:00:00Z. */
    public static final long START_MILLIS = 1_735_689_600_000L;

    private static final long TICK_MILLIS = 10_000;
    private static final long DEVICE_MILLIS = 7;
    private static final int FULL_DEVICES = 1_000;
    private static final int FULL_TICKS = 8_640;
    private static final long SEED_FACTOR = 0xD134_2543_DE82_EF95L;

    /** In the order of a series' number modulo five. Bounds and step in units of the last decimal. */
    private static final List<Walk> WALKS = List.of(
            new Walk("temperature", 10, -200, 450, 2),
            new Walk("humidity", 10, 200, 999, 5),
            new Walk("pressure", 100, 95_000, 105_000, 4),
            new Walk("pm2_5", 100, 50, 20_000, 30),
            new Walk("battery", 100, 300, 420, 1));

    private final int ticks;
    private final List<SeriesName> series = new ArrayList<>();

    /** A set of another size, by the same rules. */
    public ScaleSet(int devices, int ticks) {
        this.ticks = ticks;
        for (int device = 0; device < devices; device++) {
            for (Walk walk : WALKS) {
                series.add(new SeriesName(String.format(Locale.ROOT, "dev%04d", device), walk.metric));
            }
        }
    }

    /** The set as the questions mean it. */
    public static ScaleSet full() {
        return new ScaleSet(FULL_DEVICES, FULL_TICKS);
    }

    @Override
    public String name() {
        return "scale";
    }

    @Override
    public long size() {
        return (long) ticks * series.size();
    }

    @Override
    public List<SeriesName> series() {
        return List.copyOf(series);
    }

    @Override
    public void inArrivalOrder(ReadingSink sink) {
        Ticks all = ticks();
        for (int tick = 0; tick < ticks; tick++) {
            all.next(sink);
        }
    }

    /** The readings tick by tick, without an end. */
    public Ticks ticks() {
        return new Ticks(series.size());
    }

    /** All series on their way through time. */
    public static final class Ticks {

        private final Walker[] walkers;
        private int tick;

        private Ticks(int series) {
            walkers = new Walker[series];
            for (int i = 0; i < series; i++) {
                walkers[i] = new Walker(i);
            }
        }

        /** The readings of the next tick, in the order of the series. */
        public void next(ReadingSink sink) {
            for (Walker walker : walkers) {
                walker.tick(tick, sink);
            }
            tick++;
        }
    }

    @Override
    public void inKeyOrder(ReadingSink sink) {
        for (int i = 0; i < series.size(); i++) {
            Walker walker = new Walker(i);
            for (int tick = 0; tick < ticks; tick++) {
                walker.tick(tick, sink);
            }
        }
    }

    /** How a metric's values move. */
    private record Walk(String metric, double unit, int low, int high, int step) {}

    /** One series on its way. */
    private static final class Walker {

        private final int number;
        private final Walk walk;
        private final SplitMix64 random;
        private final long startMillis;
        private int value;

        Walker(int number) {
            this.number = number;
            this.walk = WALKS.get(number % WALKS.size());
            this.random = new SplitMix64(number * SEED_FACTOR + 1);
            this.startMillis = START_MILLIS + DEVICE_MILLIS * (number / WALKS.size());
        }

        void tick(int tick, ReadingSink sink) {
            if (tick == 0) {
                value = walk.low + random.next31() % (walk.high - walk.low + 1);
            } else {
                int moved = value + random.next31() % (2 * walk.step + 1) - walk.step;
                value = Math.max(walk.low, Math.min(walk.high, moved));
            }
            sink.reading(number, startMillis + TICK_MILLIS * tick, value / walk.unit);
        }
    }
}

package hub.store;

import static hub.store.TestEntries.NOW;
import static hub.store.TestEntries.sample;

import hub.entry.Entry;
import hub.entry.Event;
import hub.protocol.DeviceId;
import hub.protocol.Metric;
import hub.protocol.message.DeviceMessage.Hello;
import hub.store.TestEntries.Sample;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;

/** Entries and questions of a small world, in which times, sequence numbers and selections often meet. */
final class RandomEntries {

    private static final List<String> DEVICES = List.of("a", "a-2", "B", "c");
    private static final List<String> METRICS = List.of("pm10", "pm2_5", "own", "other:own");
    private static final double[] VALUES = {7.35, -0.0, 0.0, Double.MIN_VALUE, Double.MAX_VALUE, 0.1 + 0.2, -40};
    private static final long SPAN = 5_000;

    private final SplittableRandom random;

    RandomEntries(SplittableRandom random) {
        this.random = random;
    }

    Entry next() {
        if (random.nextInt(60) == 0) {
            return new Entry.Erasure(new DeviceId(any(DEVICES)), NOW);
        }
        int kind = random.nextInt(20);
        if (kind == 0) {
            Hello hello = new Hello(
                    Optional.of("v" + random.nextInt(100)), OptionalDouble.empty(), Optional.empty(), List.of());
            return new Entry.Profile(new DeviceId(any(DEVICES)), NOW, hello);
        } else if (kind <= 3) {
            Optional<DeviceId> device =
                    random.nextInt(4) == 0 ? Optional.empty() : Optional.of(new DeviceId(any(DEVICES)));
            Event.Type type = Event.Type.ofCode(1 + random.nextInt(12));
            return new Entry.Occurrence(new Event(time(), device, type, "r" + random.nextInt(9), ""));
        }
        boolean sequenced = random.nextInt(3) > 0;
        return TestEntries.frame(
                any(DEVICES),
                sequenced ? random.nextInt(80) / (1 + random.nextInt(40)) : 0,
                sequenced ? 1 + random.nextInt(12) : 0,
                NOW + random.nextInt(1_000),
                samples());
    }

    private List<Sample> samples() {
        long time = random.nextInt(10) == 0 ? NOW - random.nextLong(1L << 50) : time();
        List<Sample> samples = new ArrayList<>();
        String metric = any(METRICS);
        for (int i = 1 + random.nextInt(random.nextInt(20) == 0 ? 1_500 : 8); i > 0; i--) {
            double value =
                    random.nextInt(5) == 0 ? VALUES[random.nextInt(VALUES.length)] : random.nextInt(1_000) / 10.0;
            samples.add(sample(metric, time, value));
            time += random.nextInt(6) - 1;
            if (random.nextInt(3) == 0) {
                metric = any(METRICS);
            }
        }
        return samples;
    }

    private long time() {
        return NOW - random.nextLong(SPAN);
    }

    SeriesSelection selection() {
        return new SeriesSelection(devices(), random.nextBoolean() ? Set.of() : Set.of(new Metric(any(METRICS))));
    }

    TimeRange range() {
        if (random.nextInt(4) == 0) {
            return TimeRange.ALL;
        }
        long from = NOW - random.nextLong(random.nextBoolean() ? SPAN : 1L << 50);
        return new TimeRange(from, from + random.nextLong(random.nextBoolean() ? SPAN : 1L << 50));
    }

    EventQuery eventQuery() {
        return new EventQuery(devices(), range(), 1 + random.nextInt(random.nextBoolean() ? 5 : 1_000));
    }

    private Set<DeviceId> devices() {
        Set<DeviceId> devices = new HashSet<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            devices.add(new DeviceId(random.nextInt(10) == 0 ? "unknown" : any(DEVICES)));
        }
        return devices;
    }

    private String any(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}

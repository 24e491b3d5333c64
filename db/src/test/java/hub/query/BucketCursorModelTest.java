package hub.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import hub.protocol.testing.Seeded;
import hub.query.ArraySnapshot.Data;
import hub.store.SeriesSelection;
import hub.store.TimeRange;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Random questions to random readings in random layouts are answered as the model does. */
class BucketCursorModelTest {

    private static final long SECOND = 1_000_000;
    private static final long DAY = 86_400 * SECOND;
    private static final List<String> NAMES = List.of(
            "count",
            "twa",
            "avg",
            "min",
            "max",
            "sum",
            "first",
            "last",
            "stddev",
            "p50",
            "p95",
            "p99.9",
            "p100",
            "rate",
            "coverage");

    @Test
    void decimalsToTheBitInEveryLayout() {
        Seeded.check(400, random -> {
            Data data = data(random, false);
            BucketQuery query = query(random);
            List<BucketRow> expected = new BucketModel(data, query).rows();
            compare(answer(data, query, random), expected, query.toString());
        });
    }

    @Test
    void floatsNearlyToTheBit() {
        Seeded.check(200, random -> {
            Data data = data(random, true);
            BucketQuery query = query(random);
            List<BucketRow> expected = new BucketModel(data, query).rows();
            List<BucketRow> actual = answer(data, query, random);
            assertThat(actual).hasSameSizeAs(expected);
            for (int i = 0; i < actual.size(); i++) {
                assertNear(actual.get(i), expected.get(i), query);
            }
        });
    }

    private static void assertNear(BucketRow actual, BucketRow expected, BucketQuery query) {
        for (int column = 0; column < query.aggregates().size(); column++) {
            double value = expected.values().get(column);
            double found = actual.values().get(column);
            String about = query.aggregates().get(column).name() + " of " + expected;
            if (Double.isNaN(value)) {
                assertThat(found).as(about).isNaN();
            } else {
                assertThat(found).as(about).isCloseTo(value, within(1e-9 + Math.abs(value) * 1e-12));
            }
        }
        assertThat(actual)
                .extracting(BucketRow::start, BucketRow::device, BucketRow::metric, BucketRow::readings)
                .containsExactly(expected.start(), expected.device(), expected.metric(), expected.readings());
    }

    /** Not by assertThat alone, whose message would hold every row. */
    private static void compare(List<BucketRow> actual, List<BucketRow> expected, String about) {
        for (int i = 0; i < Math.min(actual.size(), expected.size()); i++) {
            assertThat(actual.get(i)).as("row %d of %s", i, about).isEqualTo(expected.get(i));
        }
        assertThat(actual).as(about).hasSameSizeAs(expected);
    }

    private static List<BucketRow> answer(Data data, BucketQuery query, SplittableRandom random) {
        ArraySnapshot snapshot = new ArraySnapshot(
                data, random.nextInt(4) == 0 ? ArrayLayout::plain : readings -> ArrayLayout.random(readings, random));
        int held = random.nextBoolean() ? 1 << 20 : 1 + random.nextInt(200);
        List<BucketRow> rows = BucketRow.answer(snapshot, query, new QueryLimits(held, held, 64 << 20));
        assertThat(snapshot.isClosed()).isTrue();
        return rows;
    }

    private static Data data(SplittableRandom random, boolean floats) {
        Data data = new Data();
        int devices = random.nextInt(5);
        for (int device = 0; device < devices; device++) {
            for (String metric : List.of("m0", "m1", "m2")) {
                if (random.nextInt(3) == 0) {
                    fill(data.series("d" + device, metric), random, floats);
                }
            }
        }
        return data;
    }

    /** Some days of readings at a usual distance, with gaps. */
    private static void fill(NavigableMap<Long, Double> readings, SplittableRandom random, boolean floats) {
        int count = random.nextInt(4) == 0 ? random.nextInt(3) : random.nextInt(1_500);
        long time = random.nextLong(-3 * DAY, 3 * DAY);
        long interval = random.nextLong(1, 600) * SECOND;
        int scale = random.nextInt(4);
        long value = random.nextLong(-10_000, 100_000);
        long step = 1 + random.nextLong(random.nextInt(8) == 0 ? 1L << 45 : 300);
        for (int i = 0; i < count; i++) {
            int odd = random.nextInt(300);
            time += odd == 0 ? random.nextLong(DAY) : odd < 100 ? interval + random.nextLong(SECOND) : interval;
            value += random.nextLong(-step, step + 1);
            value = Math.max(-(1L << 48), Math.min(1L << 48, value));
            double reading = odd == 1 ? -999.9 : odd == 2 ? 1e7 : value / Quotient.power(scale);
            boolean isFloat = floats && random.nextInt(3) == 0;
            readings.put(time, isFloat ? reading * random.nextDouble() * (odd == 3 ? -0.0 : 1) : reading);
        }
    }

    private static BucketQuery query(SplittableRandom random) {
        TimeRange range = range(random);
        boolean closed = range.fromMicros() != Long.MIN_VALUE && range.toMicros() != Long.MAX_VALUE;
        Fill fill = closed ? pick(Fill.values(), random) : Fill.NONE;
        Grouping grouping = pick(Grouping.values(), random);
        List<Aggregate> aggregates = new ArrayList<>();
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            String name = NAMES.get(random.nextInt(NAMES.size()));
            if (grouping == Grouping.SERIES || (!name.equals("rate") && !name.equals("twa"))) {
                aggregates.add(Aggregate.parse(name).orElseThrow());
            }
        }
        if (aggregates.isEmpty()) {
            aggregates.add(Aggregate.parse("avg").orElseThrow());
        }
        OptionalLong interval =
                random.nextBoolean() ? OptionalLong.of(random.nextLong(1, 1_000 * SECOND)) : OptionalLong.empty();
        return new BucketQuery(
                SeriesSelection.ALL, range, buckets(range, closed, random), aggregates, fill, grouping, interval);
    }

    private static TimeRange range(SplittableRandom random) {
        if (random.nextInt(4) == 0) {
            return TimeRange.ALL;
        }
        long a = random.nextLong(-4 * DAY, 9 * DAY);
        long b = random.nextInt(10) == 0 ? a : random.nextLong(-4 * DAY, 9 * DAY);
        return new TimeRange(Math.min(a, b), Math.max(a, b));
    }

    private static Buckets buckets(TimeRange range, boolean closed, SplittableRandom random) {
        return switch (random.nextInt(closed ? 5 : 3)) {
            case 0 -> Buckets.whole(range);
            case 1 -> Buckets.fixed(random.nextLong(10 * SECOND, 5 * DAY), random.nextLong());
            case 2 ->
                Buckets.iso(
                        pick(new String[] {"PT7M", "PT15M", "PT1H", "PT6H", "P1D", "P1W", "P1M", "P1Y"}, random),
                        ZoneId.of(pick(
                                new String[] {"UTC", "Europe/London", "Asia/Kolkata", "America/New_York"}, random)));
            default ->
                Buckets.equal(range, (int)
                        Math.min(1 + random.nextInt(1_000), Math.max(1, range.toMicros() - range.fromMicros())));
        };
    }

    private static <T> T pick(T[] among, SplittableRandom random) {
        return among[random.nextInt(among.length)];
    }
}

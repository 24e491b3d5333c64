package hub.query;

import hub.store.TimeRange;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What a query must answer, in the simplest form: the readings of every bucket in a list, numbers as decimals. */
final class BucketModel {

    private static final MathContext DIGITS = new MathContext(80);

    private final BucketQuery query;
    /** Readings of each group in the order of time, of equal times in that of the series. */
    private final Map<String, List<Reading>> groups = new TreeMap<>();

    private final Map<String, List<NavigableMap<Long, Double>>> members = new TreeMap<>();

    private record Reading(long time, double value) {}

    BucketModel(ArraySnapshot.Data data, BucketQuery query) {
        this.query = query;
        data.all().forEach((name, readings) -> {
            String metric = name.substring(name.indexOf(' ') + 1);
            String group = query.grouping() == Grouping.SERIES ? name : " " + metric;
            TimeRange range = query.range();
            NavigableMap<Long, Double> inside = readings.subMap(range.fromMicros(), true, range.toMicros(), false);
            List<Reading> all = groups.computeIfAbsent(group, added -> new ArrayList<>());
            inside.forEach((time, value) -> all.add(new Reading(time, value)));
            members.computeIfAbsent(group, added -> new ArrayList<>()).add(inside);
        });
        groups.values().forEach(all -> all.sort((a, b) -> Long.compare(a.time(), b.time())));
    }

    List<BucketRow> rows() {
        Map<Long, Map<String, BucketRow>> rows = new TreeMap<>();
        groups.forEach((group, readings) -> {
            NavigableMap<Long, List<Reading>> buckets = new TreeMap<>();
            for (Reading reading : readings) {
                buckets.computeIfAbsent(query.buckets().start(reading.time()), start -> new ArrayList<>())
                        .add(reading);
            }
            NavigableMap<Long, BucketRow> mine = new TreeMap<>();
            buckets.forEach((start, inside) -> mine.put(start, row(group, start, inside)));
            if (query.fill() != Fill.NONE) {
                fill(group, mine);
            }
            mine.forEach((start, row) ->
                    rows.computeIfAbsent(start, added -> new TreeMap<>()).put(group, row));
        });
        return rows.values().stream()
                .flatMap(bucket -> bucket.values().stream())
                .toList();
    }

    private BucketRow row(String group, long start, List<Reading> inside) {
        List<Double> values = query.aggregates().stream()
                .map(aggregate -> value(aggregate, group, start, inside))
                .toList();
        return row(group, start, inside.size(), values);
    }

    private static BucketRow row(String group, long start, int readings, List<Double> values) {
        int space = group.indexOf(' ');
        return new BucketRow(start, group.substring(0, space), group.substring(space + 1), readings, values);
    }

    private void fill(String group, NavigableMap<Long, BucketRow> rows) {
        NavigableMap<Long, BucketRow> known = new TreeMap<>(rows);
        long to = query.range().toMicros();
        long start = query.buckets().start(query.range().fromMicros());
        for (long end; start < to && query.range().fromMicros() < to; start = end) {
            end = query.buckets().end(start);
            if (known.containsKey(start)) {
                continue;
            }
            Map.Entry<Long, BucketRow> before = known.lowerEntry(start);
            Map.Entry<Long, BucketRow> behind = known.higherEntry(start);
            List<Double> values = new ArrayList<>();
            for (int i = 0; i < query.aggregates().size(); i++) {
                Aggregate aggregate = query.aggregates().get(i);
                if (aggregate.kind() == Aggregate.Kind.COUNT) {
                    values.add(0.0);
                } else if (aggregate.kind() == Aggregate.Kind.COVERAGE) {
                    values.add(Double.isNaN(interval(group)) ? Double.NaN : 0.0);
                } else if (before == null || query.fill() == Fill.NULL) {
                    values.add(Double.NaN);
                } else if (query.fill() == Fill.PREVIOUS) {
                    values.add(before.getValue().values().get(i));
                } else if (behind == null) {
                    values.add(Double.NaN);
                } else {
                    double a = before.getValue().values().get(i);
                    double b = behind.getValue().values().get(i);
                    double share = (double) (start - before.getKey()) / (behind.getKey() - before.getKey());
                    values.add(a + (b - a) * share);
                }
            }
            rows.put(start, row(group, start, 0, values));
        }
    }

    private static double timeWeighted(List<Reading> inside) {
        BigDecimal area = BigDecimal.ZERO;
        for (int i = 1; i < inside.size(); i++) {
            BigDecimal heights = exact(inside.get(i - 1)).add(exact(inside.get(i)));
            area = area.add(heights.multiply(
                    BigDecimal.valueOf(inside.get(i).time() - inside.get(i - 1).time())));
        }
        long span = inside.get(inside.size() - 1).time() - inside.get(0).time();
        return span == 0
                ? inside.get(0).value()
                : area.divide(BigDecimal.valueOf(2 * span), DIGITS).doubleValue();
    }

    private static BigDecimal exact(Reading reading) {
        return new BigDecimal(reading.value());
    }

    private double value(Aggregate aggregate, String group, long start, List<Reading> inside) {
        double[] sorted = inside.stream().mapToDouble(Reading::value).sorted().toArray();
        BigDecimal n = BigDecimal.valueOf(sorted.length);
        BigDecimal sum =
                inside.stream().map(reading -> exact(reading.value())).reduce(BigDecimal.ZERO, BigDecimal::add);
        Reading first = inside.get(0);
        Reading last = inside.get(inside.size() - 1);
        return switch (aggregate.kind()) {
            case COUNT -> sorted.length;
            case SUM -> sum.doubleValue();
            case AVG -> sum.divide(n, DIGITS).doubleValue();
            case MIN -> sorted[0];
            case MAX -> sorted[sorted.length - 1];
            case FIRST -> first.value();
            case LAST -> last.value();
            case STDDEV -> sorted.length < 2 ? Double.NaN : deviation(inside, sum, n);
            case PERCENTILE -> sorted[rank(aggregate.percent(), n) - 1];
            case RATE -> sorted.length < 2 ? Double.NaN : rate(first, last);
            case TWA -> timeWeighted(inside);
            case COVERAGE -> coverage(group, start, sorted.length);
        };
    }

    private static double deviation(List<Reading> inside, BigDecimal sum, BigDecimal n) {
        BigDecimal squares =
                inside.stream().map(reading -> exact(reading.value()).pow(2)).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal variance =
                squares.multiply(n).subtract(sum.pow(2)).divide(n.multiply(n.subtract(BigDecimal.ONE)), DIGITS);
        return Math.sqrt(variance.doubleValue());
    }

    private static int rank(BigDecimal percent, BigDecimal n) {
        return percent.multiply(n)
                .divide(BigDecimal.valueOf(100), 0, RoundingMode.CEILING)
                .intValueExact();
    }

    private static double rate(Reading first, Reading last) {
        BigDecimal seconds = BigDecimal.valueOf(last.time())
                .subtract(BigDecimal.valueOf(first.time()))
                .movePointLeft(6);
        return exact(last.value())
                .subtract(exact(first.value()))
                .divide(seconds, DIGITS)
                .doubleValue();
    }

    private double coverage(String group, long start, int count) {
        double from = Math.max(start, query.range().fromMicros());
        double to = Math.min(query.buckets().end(start), query.range().toMicros());
        return Math.min(1, count / ((to - from) / interval(group)));
    }

    private double interval(String group) {
        if (query.intervalMicros().isPresent()) {
            return (double) query.intervalMicros().getAsLong()
                    / members.getOrDefault(group, List.of()).size();
        }
        double interval = Double.NaN;
        for (NavigableMap<Long, Double> series : members.getOrDefault(group, List.of())) {
            List<Long> times = List.copyOf(series.keySet());
            List<Long> steps = new ArrayList<>();
            for (int i = 1; i < Math.min(times.size(), MedianIntervals.STEPS + 1); i++) {
                steps.add(times.get(i) - times.get(i - 1));
            }
            steps.sort(null);
            if (!steps.isEmpty()) {
                double median = steps.get((steps.size() - 1) / 2);
                interval = Double.isNaN(interval) ? median : 1 / (1 / interval + 1 / median);
            }
        }
        return interval;
    }

    /** The decimal that a double stands for, if it is one; otherwise the double itself. */
    private static BigDecimal exact(double value) {
        BigDecimal shortest = new BigDecimal(Double.toString(value));
        boolean decimal = shortest.scale() <= 9 && shortest.unscaledValue().bitLength() <= 53;
        return decimal ? shortest : new BigDecimal(value);
    }
}

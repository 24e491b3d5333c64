package hub.benchmark.question;

import hub.benchmark.data.SeriesName;
import hub.query.Aggregate;
import hub.query.Aggregate.Kind;
import hub.query.BucketCursor;
import hub.query.BucketQuery;
import hub.query.Buckets;
import hub.query.Fill;
import hub.query.Grouping;
import hub.query.QueryLimits;
import hub.query.QueryWatch;
import hub.query.RawQuery;
import hub.store.ReadingCursor;
import hub.store.ReadingStore;
import hub.store.SeriesRecord;
import hub.store.SeriesSelection;
import hub.store.TimeRange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Puts the questions to the hub's storage, through {@code hub.query}. */
public final class HubAsker implements Asker {

    private static final long MICROS = 1_000;
    private static final SeriesSelection STATION = one(Question.STATION);
    private static final SeriesSelection DEVICE = one(Question.DEVICE);
    private static final SeriesSelection SENSORS = new SeriesSelection(Set.of(), Set.of(Question.STATION.metric()));
    private static final Aggregate AVG = Aggregate.of(Kind.AVG);
    private static final Aggregate MIN = Aggregate.of(Kind.MIN);
    private static final Aggregate MAX = Aggregate.of(Kind.MAX);
    private static final Aggregate P95 = Aggregate.parse("p95").orElseThrow();

    private final ReadingStore store;
    private final Map<SeriesName, Integer> numbers = new HashMap<>();

    /**
     * Asks a store.
     *
     * @param series which numbers they have in answers
     */
    public HubAsker(ReadingStore store, List<SeriesName> series) {
        this.store = store;
        for (int i = 0; i < series.size(); i++) {
            numbers.put(series.get(i), i);
        }
    }

    @Override
    public String name() {
        return "hub";
    }

    @Override
    public Answer ask(Question question) {
        TimeRange range = new TimeRange(question.from() * MICROS, question.to() * MICROS);
        Buckets steps = Buckets.fixed(Math.max(1, question.step() * MICROS), 0);
        return switch (question) {
            case Q1 -> buckets(BucketQuery.of(STATION, range, steps, List.of(AVG, MIN, MAX)));
            case Q2 -> series(BucketQuery.of(SENSORS, range, steps, List.of(AVG)), true);
            case Q3 -> csv(range);
            case Q4 -> latest();
            case Q5 -> buckets(BucketQuery.of(STATION, range, pixels(question, range), List.of(MIN, MAX, AVG)));
            case Q6 -> series(BucketQuery.of(SENSORS, range, Buckets.whole(range), List.of(P95)), false);
            case Q7 ->
                buckets(BucketQuery.of(STATION, range, steps, List.of(AVG)).filled(Fill.PREVIOUS));
            case Q8 -> buckets(BucketQuery.of(DEVICE, range, steps, List.of(AVG)));
            case Q9 ->
                buckets(BucketQuery.of(SENSORS, range, steps, List.of(AVG)).grouped(Grouping.METRIC));
        };
    }

    private static SeriesSelection one(SeriesName name) {
        return new SeriesSelection(Set.of(name.device()), Set.of(name.metric()));
    }

    private static Buckets pixels(Question question, TimeRange range) {
        return Buckets.equal(range, (int) ((question.to() - question.from()) / question.step()));
    }

    private BucketCursor open(BucketQuery query) {
        return BucketCursor.open(store.snapshot(query.selection()), query, QueryLimits.DEFAULT, QueryWatch.unlimited());
    }

    /** Rows of bucket and values. */
    private Answer buckets(BucketQuery query) {
        Answer answer = new Answer();
        double[] row = new double[1 + query.aggregates().size()];
        try (BucketCursor cursor = open(query)) {
            while (cursor.next()) {
                row[0] = cursor.startMicros() / (double) MICROS;
                for (int i = 1; i < row.length; i++) {
                    row[i] = cursor.value(i - 1);
                }
                answer.row(row);
            }
        }
        return answer;
    }

    /** Rows of series, bucket if there are several, and one value. */
    private Answer series(BucketQuery query, boolean several) {
        Answer answer = new Answer();
        try (BucketCursor cursor = open(query)) {
            while (cursor.next()) {
                int number = number(cursor.group().series().orElseThrow());
                if (several) {
                    answer.row(number, cursor.startMicros() / (double) MICROS, cursor.value(0));
                } else {
                    answer.row(number, cursor.value(0));
                }
            }
        }
        return answer;
    }

    private int number(SeriesRecord row) {
        return Objects.requireNonNull(
                numbers.get(new SeriesName(row.device(), row.metric())), "the store has a series that the set has not");
    }

    private Answer csv(TimeRange range) {
        CsvText text = new CsvText(Question.STATION);
        try (ReadingCursor cursor =
                RawQuery.open(store.snapshot(STATION), range, QueryLimits.DEFAULT, QueryWatch.unlimited())) {
            while (cursor.next()) {
                text.reading(cursor.timeMicros() / MICROS, cursor.value());
            }
        }
        return text.answer();
    }

    private Answer latest() {
        Answer answer = new Answer();
        for (SeriesRecord row : store.series(SeriesSelection.ALL)) {
            answer.row(number(row), row.lastTimeMicros() / (double) MICROS, row.lastValue());
        }
        return answer;
    }
}

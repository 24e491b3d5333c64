package hub.benchmark.question;

import hub.benchmark.data.DataSet;
import hub.benchmark.data.SeriesName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** Answers from maps, in the plainest way. */
final class PlainAsker implements Asker {

    private final List<SeriesName> names;
    private final Map<Integer, TreeMap<Long, Double>> readings = new TreeMap<>();

    PlainAsker(DataSet set) {
        this.names = set.series();
        set.inArrivalOrder((series, time, value) ->
                readings.computeIfAbsent(series, key -> new TreeMap<>()).put(time, value));
    }

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public Answer ask(Question question) {
        return switch (question) {
            case Q1 -> buckets(question, station(), 0, values -> new double[] {avg(values), min(values), max(values)});
            case Q2 -> each(question);
            case Q3 -> csv(question);
            case Q4 -> latest();
            case Q5 ->
                buckets(question, station(), question.from(), values ->
                        new double[] {min(values), max(values), avg(values)});
            case Q6 -> percentiles(question);
            case Q7 -> filled(question);
            case Q8 -> buckets(question, names.indexOf(Question.DEVICE), 0, values -> new double[] {avg(values)});
            case Q9 -> together(question);
        };
    }

    private int station() {
        return names.indexOf(Question.STATION);
    }

    private Map<Long, Double> range(Question question, int series) {
        return readings.getOrDefault(series, new TreeMap<>()).subMap(question.from(), question.to());
    }

    private Map<Long, List<Double>> grouped(Question question, int series, long origin) {
        return range(question, series).entrySet().stream()
                .collect(Collectors.groupingBy(
                        reading -> origin + (reading.getKey() - origin) / question.step() * question.step(),
                        TreeMap::new,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private Answer buckets(Question question, int series, long origin, Function<List<Double>, double[]> columns) {
        Answer answer = new Answer();
        grouped(question, series, origin)
                .forEach((start, values) -> answer.row(
                        DoubleStream.concat(DoubleStream.of((double) start), DoubleStream.of(columns.apply(values)))
                                .toArray()));
        return answer;
    }

    private List<Integer> sensors() {
        return readings.keySet().stream()
                .filter(series -> names.get(series).metric().name().equals("pm2_5"))
                .toList();
    }

    private Answer each(Question question) {
        Answer answer = new Answer();
        for (int series : sensors()) {
            grouped(question, series, 0).forEach((start, values) -> answer.row(series, (double) start, avg(values)));
        }
        return answer;
    }

    private Answer together(Question question) {
        TreeMap<Long, List<Double>> all = new TreeMap<>();
        for (int series : sensors()) {
            grouped(question, series, 0)
                    .forEach((start, values) ->
                            all.computeIfAbsent(start, key -> new ArrayList<>()).addAll(values));
        }
        Answer answer = new Answer();
        all.forEach((start, values) -> answer.row((double) start, avg(values)));
        return answer;
    }

    private Answer csv(Question question) {
        CsvText text = new CsvText(Question.STATION);
        range(question, station()).forEach(text::reading);
        return text.answer();
    }

    private Answer latest() {
        Answer answer = new Answer();
        readings.forEach((series, values) ->
                answer.row(series, (double) values.lastKey(), values.lastEntry().getValue()));
        return answer;
    }

    private Answer percentiles(Question question) {
        Answer answer = new Answer();
        for (int series : sensors()) {
            List<Double> values =
                    range(question, series).values().stream().sorted().toList();
            if (!values.isEmpty()) {
                answer.row(series, values.get((int) Math.ceil(0.95 * values.size()) - 1));
            }
        }
        return answer;
    }

    private Answer filled(Question question) {
        Map<Long, List<Double>> buckets = grouped(question, station(), 0);
        Answer answer = new Answer();
        double last = Double.NaN;
        for (long start = question.from(); start < question.to(); start += question.step()) {
            last = buckets.containsKey(start) ? avg(buckets.get(start)) : last;
            answer.row((double) start, last);
        }
        return answer;
    }

    private static double avg(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private static double min(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    private static double max(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
}

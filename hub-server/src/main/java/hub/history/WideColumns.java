package hub.history;

import hub.protocol.Metric;
import hub.store.SeriesRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The columns of a wide answer: for each series, or each metric, one for each number. */
final class WideColumns {

    /** A row is held in memory, and so is its header. */
    private static final int MAX_COLUMNS = 20_000;

    private final int numbers;
    private final List<String> names = new ArrayList<>();
    private final Map<String, Map<Metric, Integer>> first = new HashMap<>();

    /**
     * @param series ascending
     * @param byDevice whether those of a metric are told apart
     * @param numbers the names of the numbers of each
     */
    WideColumns(List<SeriesRecord> series, boolean byDevice, List<String> numbers) {
        this.numbers = numbers.size();
        boolean one = series.stream().map(SeriesRecord::device).distinct().count() <= 1;
        List<SeriesRecord> ordered = new ArrayList<>(series);
        if (!byDevice) {
            ordered.sort(Comparator.comparing(SeriesRecord::metric));
        }
        for (SeriesRecord each : ordered) {
            String device = byDevice ? each.device().value() : "";
            Map<Metric, Integer> metrics = first.computeIfAbsent(device, added -> new HashMap<>());
            if (!metrics.containsKey(each.metric())) {
                metrics.put(each.metric(), names.size());
                String name = (byDevice && !one ? device + "/" : "") + each.metric();
                numbers.forEach(number -> names.add(numbers.size() == 1 ? name : name + ":" + number));
            }
        }
        if (names.size() > MAX_COLUMNS) {
            throw new AnswerTooLargeException(names.size() + " columns are more than " + MAX_COLUMNS
                    + ": choose fewer devices, metrics or functions, or leave out layout=wide");
        }
    }

    int count() {
        return names.size();
    }

    String name(int column) {
        return names.get(column);
    }

    List<String> names() {
        return List.copyOf(names);
    }

    /** How many columns each series has. */
    int numbers() {
        return numbers;
    }

    /** The first column of a series. */
    int of(Rows row) {
        Integer column = first.getOrDefault(row.device(), Map.of()).get(row.metric());
        if (column == null) {
            throw new IllegalStateException("no column for " + row.device() + " " + row.metric());
        }
        return column;
    }
}

package hub.prometheus;

import hub.prometheus.Expression.Selector;
import hub.protocol.DeviceId;
import hub.protocol.Metric;
import hub.query.QueryWatch;
import hub.store.ReadingStore;
import hub.store.SeriesRecord;
import hub.store.SeriesSelection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the series that a selector means. */
final class SelectedSeries {

    private final List<LabelMatcher> matchers;
    private final QueryWatch watch;
    private final Map<String, Boolean> devices = new HashMap<>();
    private final Map<String, Boolean> metrics = new HashMap<>();

    private SelectedSeries(Selector selector, QueryWatch watch) {
        this.matchers = selector.matchers();
        this.watch = watch;
    }

    /** Conditions are on one label each, so the series are all there are of some devices and some metrics. */
    static SeriesSelection of(Selector selector, ReadingStore store, QueryWatch watch) {
        return new SelectedSeries(selector, watch).selection(store);
    }

    private SeriesSelection selection(ReadingStore store) {
        if (matchers.stream().anyMatch(matcher -> !isKnown(matcher.label()) && !matcher.accepts(""))) {
            return SeriesSelection.NONE;
        }
        Set<DeviceId> chosenDevices = new HashSet<>();
        Set<Metric> chosenMetrics = new HashSet<>();
        for (SeriesRecord series : store.series(narrowed())) {
            boolean meant = devices.computeIfAbsent(series.device().value(), text -> accepts(Labels.DEVICE, text))
                    && metrics.computeIfAbsent(series.metric().name(), text -> accepts(Labels.NAME, text));
            if (meant) {
                chosenDevices.add(series.device());
                chosenMetrics.add(series.metric());
            }
        }
        return chosenDevices.isEmpty() ? SeriesSelection.NONE : new SeriesSelection(chosenDevices, chosenMetrics);
    }

    private static boolean isKnown(String label) {
        return label.equals(Labels.NAME) || label.equals(Labels.DEVICE);
    }

    private boolean accepts(String label, String text) {
        watch.check();
        return matchers.stream().allMatch(matcher -> !matcher.label().equals(label) || matcher.accepts(text));
    }

    /** Does without looking at all series where names are given. */
    private SeriesSelection narrowed() {
        Optional<String> device = exact(Labels.DEVICE);
        Optional<String> metric = exact(Labels.NAME);
        Optional<DeviceId> id = device.flatMap(DeviceId::parse);
        Optional<Metric> name = metric.flatMap(Metric::parse);
        if (id.isPresent() != device.isPresent() || name.isPresent() != metric.isPresent()) {
            return SeriesSelection.NONE;
        }
        return new SeriesSelection(
                id.map(Set::of).orElse(Set.of()), name.map(Set::of).orElse(Set.of()));
    }

    private Optional<String> exact(String label) {
        return matchers.stream()
                .filter(matcher -> matcher.label().equals(label) && matcher.isExact())
                .map(LabelMatcher::value)
                .findFirst();
    }
}

package hub.prometheus;

import hub.json.JsonWriter;
import hub.prometheus.Expression.Selector;
import hub.query.QueryWatch;
import hub.store.ReadingStore;
import hub.store.SeriesRecord;
import hub.store.SeriesScan;
import hub.store.SeriesSelection;
import hub.store.Snapshot;
import hub.store.TimeRange;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** What there is: series, labels, their values, and what is known of metrics. Each answers with JSON. */
final class CatalogueCalls {

    /** The version whose rules are kept: ranges are open on the left since then. */
    private static final String LIKE_VERSION = "3.0.0";

    private final ReadingStore store;

    CatalogueCalls(ReadingStore store) {
        this.store = store;
    }

    JsonWriter series(Form form, QueryWatch watch) {
        if (form.all("match[]").isEmpty()) {
            throw PrometheusException.badData("no match[] parameter provided");
        }
        Collection<Labels> all = found(form, watch);
        JsonWriter json = success().beginArray();
        all.stream()
                .limit(most(form, all.size()))
                .forEach(labels -> json.beginObject()
                        .name(Labels.NAME)
                        .value(labels.name())
                        .name(Labels.DEVICE)
                        .value(labels.device())
                        .endObject());
        return ended(json.endArray(), all.size() > most(form, all.size()));
    }

    JsonWriter labels(Form form, QueryWatch watch) {
        return list(form, found(form, watch).isEmpty() ? List.of() : List.of(Labels.NAME, Labels.DEVICE));
    }

    JsonWriter values(String label, Form form, QueryWatch watch) {
        Optional<Function<Labels, String>> part = switch (label) {
            case Labels.NAME -> Optional.of(Labels::name);
            case Labels.DEVICE -> Optional.of(Labels::device);
            default -> Optional.empty();
        };
        TreeSet<String> values = new TreeSet<>();
        part.ifPresent(text -> found(form, watch).forEach(labels -> values.add(text.apply(labels))));
        return list(form, values);
    }

    /** Readings go up and down, so all are gauges; the unit is what devices said. */
    JsonWriter metadata(Form form) {
        Map<String, TreeSet<String>> units = new TreeMap<>();
        Optional<String> wanted = form.single("metric");
        for (SeriesRecord series : store.series(SeriesSelection.ALL)) {
            if (wanted.isEmpty() || wanted.get().equals(series.metric().name())) {
                units.computeIfAbsent(series.metric().name(), added -> new TreeSet<>())
                        .add(series.unit());
            }
        }
        JsonWriter json = success().beginObject();
        units.entrySet().stream().limit(most(form, units.size())).forEach(metric -> {
            json.name(metric.getKey()).beginArray();
            metric.getValue()
                    .forEach(unit -> json.beginObject()
                            .name("type")
                            .value("gauge")
                            .name("help")
                            .value(unit.isEmpty() ? "readings without a unit" : "readings in " + unit)
                            .name("unit")
                            .value(unit)
                            .endObject());
            json.endArray();
        });
        return ended(json.endObject(), false);
    }

    /** Grafana asks which Prometheus it talks to. */
    JsonWriter buildInfo() {
        JsonWriter json = success().beginObject();
        Map<String, String> all = new TreeMap<>(Map.of(
                "version", LIKE_VERSION,
                "revision", "telemetry-hub",
                "branch", "",
                "buildUser", "",
                "buildDate", "",
                "goVersion", ""));
        all.forEach((name, value) -> json.name(name).value(value));
        return ended(json.endObject(), false);
    }

    /** All that match one of the selectors and may have readings between start and end, ascending. */
    private Collection<Labels> found(Form form, QueryWatch watch) {
        long from = form.time("start").orElse(TimeRange.ALL.fromMicros());
        long to = form.time("end").orElse(TimeRange.ALL.toMicros() - 1) + 1;
        if (to <= from) {
            throw PrometheusException.badData("invalid parameter \"end\": end timestamp must not be before start time");
        }
        List<Selector> selectors =
                form.all("match[]").stream().map(SelectorParser::parse).toList();
        TreeSet<Labels> found = new TreeSet<>();
        if (selectors.isEmpty()) {
            add(SeriesSelection.ALL, new TimeRange(from, to), watch, found);
        }
        for (Selector selector : selectors) {
            add(SelectedSeries.of(selector, store, watch), new TimeRange(from, to), watch, found);
        }
        return found;
    }

    private void add(SeriesSelection selection, TimeRange range, QueryWatch watch, Collection<Labels> found) {
        try (Snapshot snapshot = store.snapshot(selection);
                SeriesScan scan = snapshot.scan(range)) {
            while (scan.nextSeries()) {
                watch.step();
                found.add(new Labels(
                        scan.series().metric().name(), scan.series().device().value()));
            }
        }
    }

    private static JsonWriter list(Form form, Collection<String> values) {
        JsonWriter json = success().beginArray();
        int most = most(form, values.size());
        values.stream().limit(most).forEach(json::value);
        return ended(json.endArray(), values.size() > most);
    }

    private static int most(Form form, int all) {
        int limit = form.limit("limit");
        return limit == 0 ? all : Math.min(limit, all);
    }

    private static JsonWriter success() {
        return new JsonWriter().beginObject().name("status").value("success").name("data");
    }

    private static JsonWriter ended(JsonWriter json, boolean cut) {
        if (cut) {
            json.name("warnings")
                    .beginArray()
                    .value("results truncated due to limit")
                    .endArray();
        }
        return json.endObject();
    }
}

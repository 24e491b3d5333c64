package hub.live;

import hub.query.QueryLimits;
import hub.query.QueryWatch;
import hub.query.RawQuery;
import hub.store.ReadingCursor;
import hub.store.ReadingStore;
import hub.store.SeriesRecord;
import hub.store.SeriesSelection;
import hub.store.TimeRange;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The history part of a snapshot in mode {@code every}.
 *
 * @param series the readings of each, ascending by time
 * @param code why there is none; empty if there is
 * @param problem the same in words
 */
record EveryHistory(Map<SeriesRecord, LiveColumns> series, String code, String problem) {

    /** Reads it. For threads that may wait. */
    static EveryHistory read(ReadingStore store, Selection selection, TimeRange range, QueryWatch watch) {
        Optional<SeriesSelection> chosen = selection.toStore(store);
        if (chosen.isEmpty()) {
            return new EveryHistory(Map.of(), "", "");
        }
        if (chosen.get().devices().size() > LiveOptions.MAX_EVERY_DEVICES) {
            return new EveryHistory(
                    Map.of(),
                    "too-many-devices",
                    chosen.get().devices().size() + " devices " + selection.inWords() + ", mode every takes "
                            + LiveOptions.MAX_EVERY_DEVICES
                            + ": ask for a longer prefix or a smaller area, or use mode latest");
        }
        return read(store, chosen.get(), range, watch);
    }

    private static EveryHistory read(ReadingStore store, SeriesSelection chosen, TimeRange range, QueryWatch watch) {
        Map<SeriesRecord, LiveColumns> bySeries = new LinkedHashMap<>();
        int count = 0;
        try (ReadingCursor cursor = RawQuery.open(store.snapshot(chosen), range, QueryLimits.DEFAULT, watch)) {
            while (cursor.next()) {
                if (++count > LiveOptions.MAX_SNAPSHOT_READINGS) {
                    return new EveryHistory(
                            Map.of(),
                            "too-much-history",
                            "more than " + LiveOptions.MAX_SNAPSHOT_READINGS
                                    + " readings: ask for a shorter history or fewer devices, or use GET /api/v1/readings");
                }
                bySeries.computeIfAbsent(cursor.series(), first -> new LiveColumns())
                        .add(0, cursor.timeMicros(), cursor.value());
            }
        }
        return new EveryHistory(bySeries, "", "");
    }
}

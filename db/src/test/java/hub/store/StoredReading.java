package hub.store;

import static org.assertj.core.api.Assertions.assertThat;

import hub.query.RawQuery;
import hub.store.chunk.ChunkSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A reading as a query gives it; values are equal if their bits are. */
public record StoredReading(long time, String device, String metric, double value) {

    /** Every reading of the store. */
    public static List<StoredReading> all(ReadingStore store) {
        return query(store, SeriesSelection.ALL, TimeRange.ALL);
    }

    /** What a query gives, in its order. */
    public static List<StoredReading> query(ReadingStore store, SeriesSelection selection, TimeRange range) {
        try (ReadingCursor cursor = RawQuery.open(store, selection, range)) {
            return rest(cursor);
        }
    }

    /** What a snapshot shows of a range, in the order of a query. */
    public static List<StoredReading> of(Snapshot snapshot, TimeRange range) {
        List<StoredReading> readings = new ArrayList<>();
        try (SeriesScan scan = snapshot.scan(range)) {
            while (scan.nextSeries()) {
                while (scan.nextRun()) {
                    addRun(scan, readings);
                }
            }
        }
        readings.sort(Comparator.comparingLong(StoredReading::time)); // Stable: then device, then metric.
        return readings;
    }

    private static void addRun(SeriesScan scan, List<StoredReading> readings) {
        int before = readings.size();
        Optional<ChunkSummary> summary = scan.summary();
        while (scan.nextBlock()) {
            ReadingBlock block = scan.block();
            for (int i = 0; i < block.size(); i++) {
                readings.add(new StoredReading(
                        block.times()[i],
                        scan.series().device().value(),
                        scan.series().metric().name(),
                        block.values()[i]));
                if (block.scale() != ReadingBlock.NO_SCALE) {
                    assertThat(block.mantissas()[i] / Math.pow(10, block.scale()))
                            .isEqualTo(block.values()[i]);
                }
            }
        }
        List<StoredReading> run = readings.subList(before, readings.size());
        summary.ifPresent(known -> {
            assertThat(known.count()).isEqualTo(run.size());
            assertThat(known.minTime()).isEqualTo(run.get(0).time());
            assertThat(known.maxTime()).isEqualTo(run.get(run.size() - 1).time());
            assertThat(known.first()).isEqualTo(run.get(0).value());
            assertThat(known.last()).isEqualTo(run.get(run.size() - 1).value());
            assertThat(run.stream().mapToDouble(StoredReading::value).max().orElseThrow())
                    .isEqualTo(known.max());
        });
    }

    /** What a cursor still has. */
    public static List<StoredReading> rest(ReadingCursor cursor) {
        List<StoredReading> readings = new ArrayList<>();
        while (cursor.next()) {
            readings.add(new StoredReading(
                    cursor.timeMicros(),
                    cursor.series().device().value(),
                    cursor.series().metric().name(),
                    cursor.value()));
        }
        return readings;
    }
}

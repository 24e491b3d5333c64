package hub.query;

import hub.protocol.DeviceId;
import hub.store.SeriesRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A row of an answer; values are equal if their bits are. */
record BucketRow(long start, String device, String metric, long readings, List<Double> values) {

    /** All rows that a cursor still has. */
    static List<BucketRow> rest(BucketCursor cursor, int columns) {
        List<BucketRow> rows = new ArrayList<>();
        while (cursor.next()) {
            rows.add(new BucketRow(
                    cursor.startMicros(),
                    cursor.group()
                            .series()
                            .map(SeriesRecord::device)
                            .map(DeviceId::value)
                            .orElse(""),
                    cursor.group().metric().name(),
                    cursor.readings(),
                    IntStream.range(0, columns).mapToObj(cursor::value).toList()));
        }
        return rows;
    }

    /** The whole answer. */
    static List<BucketRow> answer(ArraySnapshot snapshot, BucketQuery query, QueryLimits limits) {
        try (BucketCursor cursor = BucketCursor.open(snapshot, query, limits, QueryWatch.unlimited())) {
            return rest(cursor, query.aggregates().size());
        }
    }
}

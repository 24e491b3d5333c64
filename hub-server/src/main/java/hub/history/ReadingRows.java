package hub.history;

import hub.protocol.Metric;
import hub.query.BucketCursor;
import hub.store.ReadingCursor;

/** What cursors give, as rows. */
final class ReadingRows {

    private ReadingRows() {}

    static Rows of(ReadingCursor cursor) {
        return new Rows() {
            @Override
            public boolean next() {
                return cursor.next();
            }

            @Override
            public long timeMicros() {
                return cursor.timeMicros();
            }

            @Override
            public String device() {
                return cursor.series().device().value();
            }

            @Override
            public Metric metric() {
                return cursor.series().metric();
            }

            @Override
            public double number(int column) {
                return cursor.value();
            }

            @Override
            public int flags() {
                return cursor.mark();
            }

            @Override
            public void close() {
                cursor.close();
            }
        };
    }

    static Rows of(BucketCursor cursor) {
        return new Rows() {
            @Override
            public boolean next() {
                return cursor.next();
            }

            @Override
            public long timeMicros() {
                return cursor.startMicros();
            }

            @Override
            public String device() {
                return cursor.group()
                        .series()
                        .map(series -> series.device().value())
                        .orElse("");
            }

            @Override
            public Metric metric() {
                return cursor.group().metric();
            }

            @Override
            public double number(int column) {
                return cursor.value(column);
            }

            @Override
            public void close() {
                cursor.close();
            }
        };
    }
}

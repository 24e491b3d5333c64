package hub.sql;

import java.util.List;

/**
 * A statement that may be run.
 *
 * @param sql put together again from the pieces that were checked
 * @param buckets the calls of {@code buckets(…)} in it; number n of them, from 0, is the table {@code "buckets#n"}
 */
record CheckedStatement(String sql, List<BucketCall> buckets) {

    /** The name of the table that stands for a call. */
    static String tableOf(int call) {
        return "buckets#" + call;
    }
}

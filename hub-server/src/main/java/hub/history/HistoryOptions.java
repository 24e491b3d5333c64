package hub.history;

import hub.quality.QaRules;
import java.time.Duration;

/**
 * How the hub treats questions for history.
 *
 * @param queryTimeout how long the hub may work on one; what the client takes to read the answer does not count
 * @param maxRows how many rows an answer may have that is not asked for page by page; 0 for as many as there are
 * @param sendTimeout how long a client may take nothing of its answer, or send nothing of a file
 * @param qa what makes readings doubtful
 */
public record HistoryOptions(Duration queryTimeout, long maxRows, Duration sendTimeout, QaRules qa) {

    /** A minute each, as many rows as there are. */
    public static final HistoryOptions DEFAULT =
            new HistoryOptions(Duration.ofMinutes(1), 0, Duration.ofMinutes(1), QaRules.DEFAULT);

    /** The most rows of a page, which is held in memory. */
    static final int MAX_LIMIT = 100_000;

    /** The most buckets in {@code pixels}. */
    static final int MAX_PIXELS = 100_000;

    /** @throws IllegalArgumentException if something is out of range */
    public HistoryOptions {
        if (queryTimeout.isNegative() || queryTimeout.isZero() || queryTimeout.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("query timeout " + queryTimeout + " is not above 0 and up to PT24H");
        }
        if (sendTimeout.compareTo(Duration.ofSeconds(1)) < 0 || sendTimeout.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("send timeout " + sendTimeout + " is not in PT1S..PT24H");
        }
        if (maxRows < 0) {
            throw new IllegalArgumentException("query max rows " + maxRows + " is below 0");
        }
    }
}

package hub.history;

import hub.protocol.Metric;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** So many rows behind a place among them; knows whether there are more. */
final class PagedRows implements Rows {

    private final Rows rows;
    private final boolean byTime;
    private final int limit;
    private final @Nullable RowKey behind;
    private int given;
    private @Nullable RowKey last;
    private boolean more;

    /**
     * Begins before the first.
     *
     * @param byTime whether all rows of a time count as one, and stay together
     */
    PagedRows(Rows rows, boolean byTime, int limit, Optional<RowKey> behind) {
        this.rows = rows;
        this.byTime = byTime;
        this.limit = limit;
        this.behind = behind.orElse(null);
    }

    @Override
    public boolean next() {
        while (!more && rows.next()) {
            RowKey key = byTime ? RowKey.endOf(rows.timeMicros()) : RowKey.of(rows);
            if (behind != null && key.compareTo(behind) <= 0) {
                continue;
            }
            if (!key.equals(last)) {
                more = given == limit;
                if (more) {
                    return false;
                }
                given++;
                last = key;
            }
            return true;
        }
        return false;
    }

    /** Behind which row the next page begins; empty if there is none. */
    Optional<RowKey> end() {
        return more ? Optional.ofNullable(last) : Optional.empty();
    }

    @Override
    public long timeMicros() {
        return rows.timeMicros();
    }

    @Override
    public String device() {
        return rows.device();
    }

    @Override
    public Metric metric() {
        return rows.metric();
    }

    @Override
    public double number(int column) {
        return rows.number(column);
    }

    @Override
    public int flags() {
        return rows.flags();
    }

    @Override
    public void close() {
        rows.close();
    }
}

package hub.query;

import hub.store.StoreException;
import java.time.Duration;

/** A question took longer than it may. */
public final class QueryTimeoutException extends StoreException {

    private static final long serialVersionUID = 1L;

    QueryTimeoutException(Duration limit) {
        super("the query took longer than " + limit.toString()
                + "; ask for a shorter range, fewer series or wider buckets");
    }
}

package hub.query;

import hub.store.StoreException;

/** A question was cancelled before its answer was complete. */
public final class QueryCancelledException extends StoreException {

    private static final long serialVersionUID = 1L;

    QueryCancelledException() {
        super("the query was cancelled");
    }
}

package hub.query;

import hub.store.StoreException;

/** A question needs more memory than it may have; the message says which limit that is and what to do. */
public final class QueryTooLargeException extends StoreException {

    private static final long serialVersionUID = 1L;

    QueryTooLargeException(String message) {
        super(message);
    }
}

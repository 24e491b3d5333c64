package hub.store.h2;

import hub.store.StoreException;

/** A row of the database is not as it was written. */
final class DamagedRowException extends StoreException {

    private static final long serialVersionUID = 1L;

    DamagedRowException(String message) {
        super(message);
    }
}

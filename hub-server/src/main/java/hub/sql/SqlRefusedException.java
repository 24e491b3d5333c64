package hub.sql;

/** A statement that is not run; the message says why, and what to do. */
public final class SqlRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SqlRefusedException(String message) {
        super(message);
    }
}

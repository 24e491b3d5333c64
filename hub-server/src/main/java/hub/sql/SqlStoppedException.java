package hub.sql;

/** A statement that was ended before its last row. */
public final class SqlStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Stop stop;

    SqlStoppedException(Stop stop, String message) {
        super(message);
        this.stop = stop;
    }

    /** What ended it. */
    public Stop stop() {
        return stop;
    }

    /** What may end a statement. */
    public enum Stop {
        /** It took too long. */
        TIMEOUT,
        /** Nobody waits for it any more. */
        CANCELLED,
        /** The hub's memory is short. */
        MEMORY,
        /** Its result, or what it holds, is more than may be. */
        TOO_LARGE
    }
}

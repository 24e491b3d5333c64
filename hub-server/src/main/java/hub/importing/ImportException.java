package hub.importing;

/** An import cannot go on; the message says why and what to do. What was stored stays, and it may be tried again. */
public final class ImportException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ImportException(String message) {
        super(message);
    }

    public ImportException(String message, Throwable cause) {
        super(message, cause);
    }
}

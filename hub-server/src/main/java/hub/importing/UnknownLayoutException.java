package hub.importing;

/** A file is of no layout that is known. */
final class UnknownLayoutException extends Exception {

    private static final long serialVersionUID = 1L;

    UnknownLayoutException(String message) {
        super(message);
    }
}

package hub.protocol.message;

/** Leaves the parsing of one message; never leaves this package. */
final class BadMessageException extends Exception {

    private static final long serialVersionUID = 1L;

    BadMessageException(String message) {
        super(message);
    }
}

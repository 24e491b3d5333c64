package hub.history;

/** A request that makes no sense; becomes a problem of status 400 with this message. */
final class BadRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadRequestException(String message) {
        super(message);
    }
}

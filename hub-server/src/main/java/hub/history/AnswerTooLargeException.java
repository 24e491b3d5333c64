package hub.history;

/** A question whose answer is more than can be given; becomes a problem of status 422 with this message. */
final class AnswerTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AnswerTooLargeException(String message) {
        super(message);
    }
}

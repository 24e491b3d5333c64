package hub.prometheus;

/** A question that gets no result; its message says what was wrong and what is there instead. */
final class PrometheusException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The kinds of errors that Prometheus tells apart, with its statuses. */
    enum Kind {
        BAD_DATA("bad_data", 400),
        EXECUTION("execution", 422),
        TIMEOUT("timeout", 503),
        INTERNAL("internal", 500),
        NOT_FOUND("not_found", 404);

        private final String wireName;
        private final int status;

        Kind(String wireName, int status) {
            this.wireName = wireName;
            this.status = status;
        }

        String wireName() {
            return wireName;
        }

        int status() {
            return status;
        }
    }

    private final Kind kind;

    PrometheusException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    static PrometheusException badData(String message) {
        return new PrometheusException(Kind.BAD_DATA, message);
    }

    Kind kind() {
        return kind;
    }
}

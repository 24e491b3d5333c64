package hub.json;

/** The text is not JSON, or is JSON that is not taken. */
public final class JsonSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    JsonSyntaxException(String message, int offset) {
        super(message + " at offset " + offset);
    }
}

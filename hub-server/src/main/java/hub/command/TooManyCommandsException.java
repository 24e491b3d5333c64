package hub.command;

/** A device has as many open commands as it may. */
public final class TooManyCommandsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManyCommandsException(String message) {
        super(message);
    }
}

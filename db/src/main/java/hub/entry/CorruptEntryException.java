package hub.entry;

/** Bytes whose checksum is right are no entry that this version knows. */
public final class CorruptEntryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CorruptEntryException(String message) {
        super(message);
    }
}

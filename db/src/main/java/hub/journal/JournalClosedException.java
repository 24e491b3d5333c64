package hub.journal;

/** The journal takes no records, because it was closed or because it has failed, perhaps for now (then with the cause). */
public final class JournalClosedException extends JournalException {
    private static final long serialVersionUID = 1L;

    JournalClosedException() {
        super("the journal is closed");
    }

    JournalClosedException(Throwable cause) {
        super("the journal has failed: " + cause, cause);
    }
}

package hub.journal;

import java.time.Instant;

/** Whether a journal can still acknowledge. */
public sealed interface Health {

    /** Appending works, as far as is known. */
    record Healthy() implements Health {}

    /**
     * A write or a force has failed; nothing is acknowledged from then on, until the directory is opened again.
     *
     * @param cause what failed
     * @param since when it was noticed
     */
    record Failed(Throwable cause, Instant since) implements Health {}
}

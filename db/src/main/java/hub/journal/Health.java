package hub.journal;

import java.time.Instant;

/** Whether a journal can still acknowledge. */
public sealed interface Health {

    /** Appending works, as far as is known. */
    record Healthy() implements Health {}

    /**
     * A write has failed, most likely because the disk is full. Nothing can be appended for now; the journal looks by
     * itself, again and again, whether it can go on.
     *
     * @param cause what failed first
     * @param since when it was noticed
     */
    record Unwritable(Throwable cause, Instant since) implements Health {}

    /**
     * A force has failed; nothing is acknowledged from then on, until the directory is opened again.
     *
     * @param cause what failed
     * @param since when it was noticed
     */
    record Failed(Throwable cause, Instant since) implements Health {}
}

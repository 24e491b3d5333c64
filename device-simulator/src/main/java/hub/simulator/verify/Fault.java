package hub.simulator.verify;

/** What can be wrong with readings that come back. */
public enum Fault {
    /** Acknowledged and not stored. */
    MISSING,
    /** Comes more than once. */
    DUPLICATED,
    /** Comes behind a later one of its device. */
    REORDERED,
    /** Its value or its time is not the one that was sent. */
    WRONG,
    /** Stored and never sent. */
    UNSENT
}

package hub.history;

import hub.store.Snapshot;

/** What stands between the store and a question. */
@FunctionalInterface
interface SnapshotFilter {

    /** The snapshot as the question sees it; closed with it. */
    Snapshot applied(Snapshot snapshot);
}

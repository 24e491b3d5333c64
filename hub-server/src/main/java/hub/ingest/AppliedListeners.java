package hub.ingest;

import hub.store.AppliedEntry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those that hear of what is applied, in the order in which they came. */
final class AppliedListeners {

    private static final Logger log = LoggerFactory.getLogger(AppliedListeners.class);

    private final List<AppliedListener> listeners = new CopyOnWriteArrayList<>();

    void add(AppliedListener listener) {
        listeners.add(listener);
    }

    void tell(List<Pending> batch) {
        List<AppliedEntry> entries = batch.stream().map(Pending::toAppliedEntry).toList();
        for (AppliedListener listener : listeners) {
            try {
                listener.applied(entries);
            } catch (RuntimeException e) {
                // A viewer's trouble must not reach the devices.
                log.error("a listener failed on {} entries", entries.size(), e);
            }
        }
    }
}

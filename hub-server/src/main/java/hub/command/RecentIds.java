package hub.command;

import java.util.LinkedHashMap;
import java.util.Map;

/** The last few thousand names that were added. Thread-safe. */
final class RecentIds {

    private static final int MAX = 4_096;

    private final Map<String, Boolean> ids = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX;
        }
    };

    synchronized void add(String id) {
        ids.put(id, true);
    }

    synchronized boolean contains(String id) {
        return ids.containsKey(id);
    }
}

package hub.ingest;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The same notice to many links: once for each link, one task for each thread. */
final class LinkNotices {

    private final Consumer<DeviceLink> notice;
    private final Map<Executor, Set<DeviceLink>> byThread = new LinkedHashMap<>();

    LinkNotices(Consumer<DeviceLink> notice) {
        this.notice = notice;
    }

    /** Adds a link, if there is one. Always true, so that it may stand in a removeIf. */
    boolean add(@Nullable DeviceLink link) {
        if (link != null) {
            byThread.computeIfAbsent(link.thread(), thread -> new LinkedHashSet<>())
                    .add(link);
        }
        return true;
    }

    void send() {
        byThread.forEach((thread, links) -> thread.execute(() -> links.forEach(notice)));
    }
}

package hub.ingest;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** How many bytes are on their way from receipt until stored, and who waits until there are fewer. Thread-safe. */
final class Room {

    private final long limit;
    private final AtomicLong taken = new AtomicLong();
    private final Set<DeviceLink> waiting = ConcurrentHashMap.newKeySet();

    /** @param limit in bytes; what is taken may pass it by what is submitted at the same moment */
    Room(long limit) {
        this.limit = limit;
    }

    void take(long bytes) {
        taken.addAndGet(bytes);
    }

    /** Gives back what was taken; nobody hears of it. */
    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }

    /** Gives back, and tells those that wait as soon as half of all is free. */
    void free(long bytes) {
        if (taken.addAndGet(-bytes) <= limit / 2 && !waiting.isEmpty()) {
            LinkNotices room = new LinkNotices(DeviceLink::room);
            waiting.removeIf(link -> room.add(link));
            room.send();
        }
    }

    /** Whether there is some; if not, the link hears when there is. */
    boolean isThereFor(DeviceLink link) {
        if (taken.get() < limit) {
            return true;
        }
        waiting.add(link);
        // Room may have come between the look and the note.
        return taken.get() < limit && waiting.remove(link);
    }

    /** The link is over and needs none any more. */
    void forget(DeviceLink link) {
        waiting.remove(link);
    }

    long taken() {
        return taken.get();
    }
}

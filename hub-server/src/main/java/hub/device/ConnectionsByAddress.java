package hub.device;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;

/** How many devices are connected from each address. Thread-safe. */
final class ConnectionsByAddress {

    private final ConcurrentHashMap<InetAddress, Integer> counts = new ConcurrentHashMap<>();

    int count(InetAddress address) {
        return counts.getOrDefault(address, 0);
    }

    void add(InetAddress address) {
        counts.merge(address, 1, Integer::sum);
    }

    void remove(InetAddress address) {
        counts.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }
}

package hub.sql;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells when statements hold more than the hub can spare. All else in the hub is bounded, so if much of the heap is in use
 * right after a collection, it is a statement's: a sort or groups, which the database holds without a bound of its own.
 */
final class MemoryGuard {

    /** In use after a collection; the rest is room for what comes until the next look. */
    private static final double MOST_IN_USE = 0.75;

    private static final double LEAST_GROWTH = 0.05;

    private final Set<String> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(pool -> pool.getName())
            .collect(Collectors.toSet());
    private final List<GarbageCollectorMXBean> collectors =
            ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class);
    private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    /**
     * Whether a statement has to go. What an earlier one has left may still be in use as far as one can see; so it counts
     * only if there came more since.
     *
     * @param inUse bytes in use after the newest collection
     * @param least the same when it was least since the statement began
     */
    static boolean isShort(long inUse, long least) {
        double most = Runtime.getRuntime().maxMemory();
        return inUse > MOST_IN_USE * most && inUse - least > LEAST_GROWTH * most;
    }

    /** Bytes in use after the newest collection. */
    long inUse() {
        return collectors.stream()
                .flatMap(collector -> Optional.<GcInfo>ofNullable(collector.getLastGcInfo()).stream())
                .max(Comparator.comparingLong(GcInfo::getEndTime))
                .map(info -> heapOf(info.getMemoryUsageAfterGc()))
                .orElse(0L);
    }

    private long heapOf(Map<String, MemoryUsage> usages) {
        return usages.entrySet().stream()
                .filter(usage -> heap.contains(usage.getKey()))
                .mapToLong(usage -> usage.getValue().getUsed())
                .sum();
    }

    /** How much a thread has allocated in its life, in bytes; what it holds is at most that. */
    long allocated(long threadId) {
        return threads.getThreadAllocatedBytes(threadId);
    }
}

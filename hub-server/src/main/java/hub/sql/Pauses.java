package hub.sql;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/** For how long the Java runtime has stopped all threads to clear memory. */
final class Pauses {

    /** Beans of collectors that work beside the program count their whole cycles, too: these stop nobody. */
    private static final List<String> BESIDE = List.of("Cycles", "Concurrent");

    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans().stream()
            .filter(collector -> BESIDE.stream().noneMatch(collector.getName()::contains))
            .toList();

    /** Since the runtime began, in milliseconds. */
    long millis() {
        return collectors.stream()
                .mapToLong(collector -> Math.max(0, collector.getCollectionTime()))
                .sum();
    }
}

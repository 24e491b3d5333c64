package hub.benchmark.store;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.Callable;

/** Processor time, of the program and of the system for it, that threads take. */
public final class CpuTime {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CpuTime() {}

    /**
     * Runs work and gives the nanoseconds that it took on this thread and on others.
     *
     * @param others what the names of the others begin with; they must live on
     */
    public static long of(Callable<?> work, String... others) throws Exception {
        long before = now(List.of(others));
        work.call();
        return now(List.of(others)) - before;
    }

    private static long now(List<String> others) {
        long nanos = THREADS.getCurrentThreadCpuTime();
        for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (thread != null && others.stream().anyMatch(thread.getThreadName()::startsWith)) {
                nanos += Math.max(0, THREADS.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return nanos;
    }
}

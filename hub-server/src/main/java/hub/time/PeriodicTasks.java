package hub.time;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work that comes again and again, on one thread. A failure is counted and shown, and never ends the schedule. */
public final class PeriodicTasks implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PeriodicTasks.class);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(60);

    private final ScheduledExecutorService executor;
    private final Map<String, Long> failures = new ConcurrentHashMap<>();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    private PeriodicTasks(ScheduledExecutorService executor) {
        this.executor = executor;
    }

    /** Starts the thread under that name. */
    public static PeriodicTasks start(String threadName) {
        return new PeriodicTasks(Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, threadName);
            thread.setDaemon(true);
            return thread;
        }));
    }

    /** Runs the task after each period, measured from the end of the run before. */
    public void every(Duration period, String name, Runnable task) {
        failures.put(name, 0L);
        Runnable guarded = () -> guarded(name, task);
        // The future says nothing that guarded does not.
        ScheduledFuture<?> unused =
                executor.scheduleWithFixedDelay(guarded, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void guarded(String name, Runnable task) {
        try {
            task.run();
            if (failing.remove(name)) {
                log.info("periodic task {} works again", name);
            }
        } catch (RuntimeException | Error e) {
            failures.merge(name, 1L, Long::sum);
            if (failing.add(name)) {
                log.error("periodic task {} failed; it is tried again, and counted until it works", name, e);
            }
        }
    }

    /** The tasks whose newest run failed. */
    public Set<String> failing() {
        return new TreeSet<>(failing);
    }

    /** How often each task has failed, by name. */
    public Map<String, Long> failures() {
        return new TreeMap<>(failures);
    }

    /** Ends the schedule and waits for the task that runs: one that is interrupted at the disk would break its files. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(CLOSE_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                log.warn("a periodic task still runs after {}", CLOSE_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

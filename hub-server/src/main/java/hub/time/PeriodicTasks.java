package hub.time;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
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

    private final ScheduledExecutorService executor;
    private final Map<String, Long> failures = new ConcurrentHashMap<>();

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
        } catch (RuntimeException | Error e) {
            failures.merge(name, 1L, Long::sum);
            log.error("periodic task {} failed; it stays on the schedule", name, e);
        }
    }

    /** How often each task has failed, by name. */
    public Map<String, Long> failures() {
        return new TreeMap<>(failures);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}

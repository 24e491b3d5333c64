package hub.history;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** So many threads at most, made when they are needed; what comes while all are busy waits, in order. */
final class AnswerThreads implements Executor, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AnswerThreads.class);

    private static final long IDLE_SECONDS = 10;
    private static final long CLOSE_SECONDS = 30;

    private final int most;
    private final ThreadPoolExecutor threads;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int busy;

    AnswerThreads(String prefix, int most) {
        this.most = most;
        AtomicInteger number = new AtomicInteger();
        // Without a queue, so that a thread that idles is taken before one is made.
        threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, prefix + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    @Override
    public void execute(Runnable task) {
        synchronized (waiting) {
            if (busy >= most) {
                waiting.add(task);
                return;
            }
            busy++;
        }
        threads.execute(() -> runAll(task));
    }

    private void runAll(Runnable first) {
        Runnable task = first;
        while (task != null) {
            try {
                task.run();
            } catch (RuntimeException e) {
                log.error("an answer failed", e);
            }
            task = next();
        }
    }

    private @Nullable Runnable next() {
        synchronized (waiting) {
            Runnable task = waiting.poll();
            if (task == null) {
                busy--;
            }
            return task;
        }
    }

    int busy() {
        synchronized (waiting) {
            return busy;
        }
    }

    int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    /** Waits for what runs and for what waits. Nothing is interrupted: who reads the database then would break it. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                log.warn("answers are still under way after {} s", CLOSE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package hub.benchmark.store;

import hub.protocol.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** The thread {@code hub-fold}, which folds, merges and deletes beside whoever stores, a step at a time as in the hub. */
public final class BackgroundFolds {

    private static final long STEP_MILLIS = 200;

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "hub-fold"));
    private final ScheduledFuture<?> folding;

    private BackgroundFolds(HubSystem system, BooleanSupplier due) {
        folding =
                thread.scheduleWithFixedDelay(() -> step(system, due), STEP_MILLIS, STEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Folds when the store says that it is time to. */
    public static BackgroundFolds whenDue(HubSystem system) {
        return new BackgroundFolds(system, system::foldDue);
    }

    /** Folds at intervals. */
    public static BackgroundFolds every(HubSystem system, Duration interval) {
        AtomicLong last = new AtomicLong(System.nanoTime());
        return new BackgroundFolds(system, () -> {
            boolean due = System.nanoTime() - last.get() >= interval.toNanos();
            if (due) {
                last.set(System.nanoTime());
            }
            return due;
        });
    }

    private static void step(HubSystem system, BooleanSupplier due) {
        if (due.getAsBoolean()) {
            system.fold();
        }
        system.maintainOnce(Timestamps.micros(Instant.now()));
    }

    /** Runs work with folds beside it, then ends them; throws if one has failed. */
    public void beside(Runnable work) {
        try {
            work.run();
        } finally {
            end();
        }
    }

    private void end() {
        boolean failed = folding.isDone();
        folding.cancel(false);
        thread.shutdown();
        try {
            if (failed) {
                folding.get(0, TimeUnit.SECONDS);
            }
            if (!thread.awaitTermination(10, TimeUnit.MINUTES)) {
                throw new IllegalStateException("a fold takes more than 10 minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("a fold has failed", e);
        }
    }
}

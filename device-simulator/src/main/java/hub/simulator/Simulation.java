package hub.simulator;

import hub.simulator.client.IoThreads;
import hub.simulator.client.LinkSettings;
import hub.simulator.report.Notices;
import hub.simulator.report.Progress;
import hub.simulator.report.Screen;
import hub.simulator.report.Tally;
import hub.simulator.report.Tally.Counts;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What every command needs around its devices: threads, counters, a screen, and an end that is always orderly. */
final class Simulation {

    /** Everything went where it should. */
    static final int DELIVERED = 0;

    /** Some readings did not arrive. */
    static final int NOT_DELIVERED = 1;

    /** A bug. */
    static final int BROKEN = 70;

    private static final long TICK_MILLIS = 100;
    private static final long FAREWELL_MILLIS = 200;
    private static final long LAST_WORDS_MILLIS = 900;

    private final Tally tally = new Tally();
    private final Screen screen;
    private final Notices notices;
    private final Progress progress;
    private final IoThreads threads;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Simulation(ConnectionOptions options, LinkSettings settings) throws IOException {
        this.screen = new Screen(System.out, System.err, options.onTerminal());
        this.notices = new Notices(screen::warn);
        this.progress = new Progress(tally, notices, screen, options.progressStyle(), System::nanoTime);
        this.threads = new IoThreads(
                options.ioThreads, settings, tally, notices, System::nanoTime, new SplittableRandom(), this::fail);
    }

    /** What a command does between start and summary. */
    interface Work {

        /** Does it, until it is done or {@link Simulation#isStoppedWithin}. */
        void run() throws IOException, InterruptedException;
    }

    /** Starts the threads, does the work, ends in order and prints the summary. The exit code. */
    int run(Work work) throws InterruptedException {
        Thread hook = new Thread(this::stopAndWait, "simulator-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        threads.start();
        boolean broken = false;
        try {
            work.run();
        } catch (IOException e) {
            screen.warn(String.valueOf(e.getMessage()));
            broken = true;
        } finally {
            threads.close();
            progress.finish();
            finished.countDown();
        }
        Throwable reason = failure.get();
        if (reason != null) {
            reason.printStackTrace();
            return BROKEN;
        }
        Counts counts = tally.counts();
        boolean delivered = counts.refused() + counts.dropped() + counts.abandoned() + counts.outstanding() == 0;
        return delivered && !broken && counts.rejected() == 0 ? DELIVERED : NOT_DELIVERED;
    }

    /** Lets time pass and the progress line move. Whether the work is to stop. */
    boolean tick() throws InterruptedException {
        boolean requested = isStoppedWithin(TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS));
        progress.tick();
        return requested;
    }

    /** Does blocking work on a thread of its own while this one keeps the progress line moving. */
    void whileTicking(String threadName, Work work) throws IOException, InterruptedException {
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            work.run();
            return true;
        });
        Thread worker = new Thread(task, threadName);
        worker.setDaemon(true);
        worker.start();
        while (!task.isDone() && !tick()) {
            // The tick is the work.
        }
        try {
            task.get(FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            worker.interrupt();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Waits until every reading is settled, or the work is to stop. */
    void awaitSettled() throws InterruptedException {
        while (!tally.awaitSettled(TICK_MILLIS) && !isStoppedWithin(0)) {
            progress.tick();
        }
    }

    /** Whether the user wants an end or a thread has died; waits that long for it. */
    boolean isStoppedWithin(long nanos) throws InterruptedException {
        return stop.await(nanos, TimeUnit.NANOSECONDS);
    }

    IoThreads threads() {
        return threads;
    }

    Tally tally() {
        return tally;
    }

    Screen screen() {
        return screen;
    }

    Notices notices() {
        return notices;
    }

    Progress progress() {
        return progress;
    }

    private void fail(Throwable reason) {
        failure.compareAndSet(null, reason);
        stop.countDown();
    }

    /** On SIGINT and SIGTERM the virtual machine ends when this returns: the summary is to be out by then. */
    private void stopAndWait() {
        stop.countDown();
        try {
            if (!finished.await(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS)) {
                screen.warn("stopped before everything was closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

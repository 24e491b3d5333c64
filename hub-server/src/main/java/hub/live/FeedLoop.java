package hub.live;

import hub.time.NanoClock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread {@code hub-live}: what waits in the mailbox, ticks and seconds, one after the other. */
final class FeedLoop implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FeedLoop.class);
    private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

    /** What is done by the clock, and after everything that is done. */
    interface Turns {

        void tick();

        void second();

        /** Sends what was put together. */
        void send();
    }

    private final NanoClock clock;
    private final long tickNanos;
    private final Mailbox mailbox;
    private final Turns turns;
    private final Thread thread = new Thread(this::run, "hub-live");
    private volatile boolean closed;
    private long nextBatch;

    FeedLoop(NanoClock clock, Duration tick, Mailbox mailbox, Turns turns) {
        this.clock = clock;
        this.tickNanos = tick.toNanos();
        this.mailbox = mailbox;
        this.turns = turns;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Batches that come are to wait for more, for so long from now on. On the loop's thread. */
    void holdBatches(long nanos) {
        nextBatch = clock.nanos() + nanos;
    }

    private void run() {
        long nextTick = clock.nanos() + tickNanos;
        long nextSecond = clock.nanos() + SECOND_NANOS;
        nextBatch = clock.nanos();
        try {
            while (!closed) {
                long now = clock.nanos();
                if (now - nextTick >= 0) {
                    nextTick = now + tickNanos;
                    turn(turns::tick);
                }
                if (now - nextSecond >= 0) {
                    nextSecond = now + SECOND_NANOS;
                    turn(turns::second);
                }
                Runnable task = mailbox.take(Math.min(nextTick, nextSecond) - now, nextBatch - now);
                if (task != null) {
                    turn(task);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn(Runnable task) {
        guarded(task);
        guarded(turns::send);
    }

    /** Runs a task; if it fails, that is logged. */
    static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            log.error("the live feed failed at a task; it goes on", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        mailbox.add(() -> {});
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

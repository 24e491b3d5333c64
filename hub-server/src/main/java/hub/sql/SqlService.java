package hub.sql;

import hub.sql.SqlStoppedException.Stop;
import hub.sql.source.Source;
import hub.time.NanoClock;
import hub.time.PeriodicTasks;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs statements, so many at a time, on threads of their own ({@code hub-sql-1} …), and ends those that take too long or
 * too much; {@code hub-sql-watch} looks after them.
 */
public final class SqlService implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SqlService.class);

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final long IDLE_SECONDS = 60;

    private final Source source;
    private final NanoClock nanos;
    private final SqlOptions options;
    private final MemoryGuard memory = new MemoryGuard();
    private final LongSupplier pausedMillis;
    private final PauseBudget budget;
    private final Semaphore slots;
    private final Set<Run> running = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor threads;
    private final PeriodicTasks watch = PeriodicTasks.start("hub-sql-watch");
    private final LongAdder answered = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder busy = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder waitedMillis = new LongAdder();
    private final Map<Stop, LongAdder> stopped = new ConcurrentHashMap<>();

    public SqlService(Source source, NanoClock nanos, SqlOptions options) {
        this(source, nanos, options, new Pauses()::millis);
    }

    /** For a program that does nothing else, which statements may hold up as they like. */
    public static SqlService alone(Source source, NanoClock nanos, SqlOptions options) {
        return new SqlService(source, nanos, options, () -> 0);
    }

    /** @param pausedMillis for how long the hub has been stopped to clear memory */
    SqlService(Source source, NanoClock nanos, SqlOptions options, LongSupplier pausedMillis) {
        this.source = source;
        this.nanos = nanos;
        this.options = options;
        this.pausedMillis = pausedMillis;
        this.budget = new PauseBudget(nanos.nanos(), pausedMillis.getAsLong());
        this.slots = new Semaphore(options.concurrent());
        int count = Math.max(1, options.concurrent());
        AtomicInteger made = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                count, count, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(() -> yielding(work), "hub-sql-" + made.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        watch.every(LOOK_EVERY, "sql", this::look);
    }

    private static void yielding(Runnable work) {
        Yielding.begin();
        work.run();
    }

    /** How statements are treated. */
    public SqlOptions options() {
        return options;
    }

    /** A place among those that run, which has to be given back; empty if there is none. */
    Optional<Run> enter() {
        if (!slots.tryAcquire()) {
            busy.increment();
            return Optional.empty();
        }
        Run run = newRun();
        running.add(run);
        return Optional.of(run);
    }

    private Run newRun() {
        return new Run(nanos.nanos() + options.timeout().toNanos(), budget);
    }

    /** Gives a place back. */
    void leave(Run run) {
        if (running.remove(run)) {
            waitedMillis.add(run.waitedMillis());
            slots.release();
        }
    }

    /** The threads for those that have a place. */
    Executor threads() {
        return threads;
    }

    /** A statement was not run. */
    void countRefused() {
        refused.increment();
    }

    /** Runs a statement in this thread; how many rows its result has. */
    long write(SqlQuestion question, Run run, OutputStream out) throws IOException {
        try {
            run.begin(memory.allocated(Thread.currentThread().getId()));
            long rows = question.write(source, options, run, out);
            answered.increment();
            return rows;
        } catch (SqlRefusedException e) {
            refused.increment();
            throw e;
        } catch (SqlStoppedException e) {
            stopped.computeIfAbsent(e.stop(), first -> new LongAdder()).increment();
            throw e;
        } catch (IOException | RuntimeException e) {
            failed.increment();
            throw e;
        }
    }

    /** Runs a statement in this thread without the limits on concurrency; for the command line. */
    public long run(SqlQuestion question, OutputStream out) throws IOException {
        Run run = newRun();
        running.add(run);
        try {
            return write(question, run, out);
        } finally {
            running.remove(run);
            waitedMillis.add(run.waitedMillis());
        }
    }

    private void look() {
        long now = nanos.nanos();
        budget.look(now, pausedMillis.getAsLong(), !running.isEmpty());
        for (Run run : running) {
            if (run.isOverdue(now)) {
                run.stop(Stop.TIMEOUT, overdue(run));
            }
        }
        lookAtMemory();
    }

    private String overdue(Run run) {
        String waited = run.waitedMillis() == 0
                ? ""
                : ", " + Duration.ofMillis(run.waitedMillis())
                        + " of it waiting, since statements held up the hub: sort or group fewer rows";
        return "the statement took longer than " + options.timeout() + waited
                + ": ask for less time or fewer series, or have the hub started with a longer --sql-timeout";
    }

    /** Whoever has allocated most goes, one at a time. */
    private void lookAtMemory() {
        if (running.isEmpty()) {
            return;
        }
        long inUse = memory.inUse();
        boolean isShort = false;
        for (Run run : running) {
            isShort |= MemoryGuard.isShort(inUse, run.leastInUse(inUse));
        }
        if (isShort && running.stream().noneMatch(Run::isStopped)) {
            running.stream()
                    .max(Comparator.comparingLong(run -> memory.allocated(run.threadId()) - run.allocatedBefore()))
                    .ifPresent(SqlService::stopForMemory);
        }
    }

    private static void stopForMemory(Run run) {
        log.warn("a statement is ended since the hub's memory is short");
        run.stop(
                Stop.MEMORY,
                "the statement holds more than the hub's memory has room for: sort or group fewer rows, or join fewer");
    }

    /** How many statements run now. */
    public int runningNow() {
        return running.size();
    }

    /** For how long statements have waited so as not to hold up the hub, in seconds. */
    public double waitedSeconds() {
        return waitedMillis.sum() / 1e3;
    }

    /** How many statements there were, by what became of them. */
    public Map<String, Long> outcomes() {
        return Map.of(
                "answered", answered.sum(),
                "refused", refused.sum(),
                "busy", busy.sum(),
                "failed", failed.sum(),
                "timeout", stops(Stop.TIMEOUT),
                "cancelled", stops(Stop.CANCELLED),
                "memory", stops(Stop.MEMORY),
                "too-large", stops(Stop.TOO_LARGE));
    }

    private long stops(Stop stop) {
        LongAdder counted = stopped.get(stop);
        return counted == null ? 0 : counted.sum();
    }

    /** Ends what runs, and waits until it has let go of the store. */
    @Override
    public void close() {
        running.forEach(run -> run.stop(Stop.CANCELLED, "the hub stops"));
        threads.shutdown();
        try {
            if (!threads.awaitTermination(IDLE_SECONDS, TimeUnit.SECONDS)) {
                log.warn("a statement still runs");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        watch.close();
    }
}

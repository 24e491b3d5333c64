package hub.sql;

import hub.sql.SqlStoppedException.Stop;
import hub.sql.source.Source;
import hub.time.NanoClock;
import hub.time.PeriodicTasks;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
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

    private final NanoClock nanos;
    private final SqlOptions options;
    private final Statements statements;
    private final Semaphore slots;
    private final Set<Run> running = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor threads;
    private final PeriodicTasks watch = PeriodicTasks.start("hub-sql-watch");
    private final LongAdder answered = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder busy = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Map<Stop, LongAdder> stopped = new ConcurrentHashMap<>();

    /** Of a hub: each statement in a process that is not the hub's. */
    public SqlService(Source source, NanoClock nanos, SqlOptions options) {
        this(nanos, options, new Workers(source, nanos, options));
    }

    private SqlService(NanoClock nanos, SqlOptions options, Statements statements) {
        this.nanos = nanos;
        this.options = options;
        this.statements = statements;
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

    /** For a program that does nothing else, which statements may hold up as they like. */
    public static SqlService alone(Source source, NanoClock nanos, SqlOptions options) {
        return new SqlService(nanos, options, new StatementsHere(source, options.limits()));
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
        return new Run(nanos.nanos() + options.timeout().toNanos(), options.overdue());
    }

    /** Gives a place back. */
    void leave(Run run) {
        if (running.remove(run)) {
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
            long rows = statements.write(question, run, out);
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
        }
    }

    private void look() {
        long now = nanos.nanos();
        running.forEach(run -> run.look(now));
        statements.look();
    }

    /** How many statements run now. */
    public int runningNow() {
        return running.size();
    }

    /** How many processes there are for statements. */
    public int processes() {
        return statements.processes();
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
        statements.close();
    }
}

package hub.sql;

import hub.sql.source.Source;
import hub.time.NanoClock;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Statements that run in processes of their own, one at a time in each: what they hold is not the hub's to move when it
 * clears its memory, and when they hold too much it is they who end. A process is used again, for a while.
 */
final class Workers implements Statements {

    private static final Duration IDLE = Duration.ofSeconds(60);

    /** Until a process takes a statement; that is not the statement's time. */
    private static final Duration START = Duration.ofSeconds(30);

    private final Source source;
    private final NanoClock nanos;
    private final SqlOptions options;
    private final WorkerCommand command;
    private final Set<Worker> all = ConcurrentHashMap.newKeySet();
    private final Deque<Idle> idle = new ArrayDeque<>();

    private record Idle(Worker worker, long sinceNanos) {}

    Workers(Source source, NanoClock nanos, SqlOptions options) {
        this(source, nanos, options, new WorkerCommand(options.memoryMib()));
    }

    Workers(Source source, NanoClock nanos, SqlOptions options, WorkerCommand command) {
        this.command = command;
        this.source = source;
        this.nanos = nanos;
        this.options = options;
    }

    @Override
    public long write(SqlQuestion question, Run run, OutputStream out) throws IOException {
        run.endsAt(
                nanos.nanos() + START.toNanos(),
                "no process for the statement was ready within " + START + ": the machine is busy; ask again later");
        Worker worker = take();
        try {
            run.running(worker::kill);
            worker.awaitReady(run);
            run.endsAt(nanos.nanos() + options.timeout().toNanos(), options.overdue());
            return worker.write(question, source, options, run, out);
        } finally {
            run.ran();
            giveBack(worker);
        }
    }

    private Worker take() {
        Optional<Worker> known = poll();
        while (known.isPresent()) {
            if (known.get().isWaiting()) {
                return known.get();
            }
            end(known.get());
            known = poll();
        }
        try {
            Worker started = Worker.start(command);
            all.add(started);
            return started;
        } catch (IOException e) {
            throw new IllegalStateException("the process for a statement cannot be started: " + e.getMessage(), e);
        }
    }

    /** The one that was used last, so that others may go. */
    private Optional<Worker> poll() {
        synchronized (idle) {
            return Optional.ofNullable(idle.pollLast()).map(Idle::worker);
        }
    }

    private void giveBack(Worker worker) {
        if (!worker.isWaiting()) {
            end(worker);
            return;
        }
        synchronized (idle) {
            idle.addLast(new Idle(worker, nanos.nanos()));
        }
    }

    private void end(Worker worker) {
        worker.close();
        all.remove(worker);
    }

    @Override
    public void look() {
        long now = nanos.nanos();
        List<Worker> old = new ArrayList<>();
        synchronized (idle) {
            while (!idle.isEmpty() && now - idle.getFirst().sinceNanos() > IDLE.toNanos()) {
                old.add(idle.removeFirst().worker());
            }
        }
        old.forEach(this::end);
    }

    @Override
    public int processes() {
        return all.size();
    }

    @Override
    public void close() {
        synchronized (idle) {
            idle.clear();
        }
        List.copyOf(all).forEach(this::end);
    }
}

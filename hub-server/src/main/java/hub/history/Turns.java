package hub.history;

import hub.http.Problem;
import hub.query.QueryLimits;
import hub.query.QueryWatch;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;

/**
 * Threads of their own for answers that may be long, of which few work at once: an answer gives its turn back while it waits
 * for its client. So clients that do not read keep a thread each and nothing else, and a hundred exports do not take the
 * processors from what devices send. What all of them hold is bounded: text by a share for each, what needs more by room that
 * is reserved.
 */
public final class Turns implements AutoCloseable {

    /** As many answers as may wait for their clients. */
    static final int THREADS = 128;

    /** As many calls as may wait for one of these threads. */
    private static final int WAITING = 1_024;

    private static final int MIN_WORKING = 4;

    /** All threads together hold an eighth of the heap at most, in readings of 16 bytes. */
    private static final int HEAP_SHARE = 8;

    private static final int READING_BYTES = 16;

    /** Fewer would make slices of chunks, each of which is read anew for each slice. */
    private static final int MIN_HELD = 16_384;

    /** What is reserved is a quarter of the heap at most, and a quarter of that for one answer. */
    private static final int ROOM_SHARE = 4;

    private static final long ROOM_WAIT_SECONDS = 60;
    private static final int KIB = 1024;
    private static final int ALL_ROOM = 1 << 29;
    private static final String RETRY_AFTER_SECONDS = "5";

    private static final AttachmentKey<Turn> TURN = AttachmentKey.create(Turn.class);

    private final Semaphore working =
            new Semaphore(Math.max(MIN_WORKING, Runtime.getRuntime().availableProcessors()), true);
    private final Semaphore roomKib = new Semaphore((int) (Runtime.getRuntime().maxMemory() / ROOM_SHARE / KIB), true);
    private final Set<Turn> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private final AnswerThreads threads = new AnswerThreads("hub-history-", THREADS);

    /** An answer cannot be begun now. */
    public static final class BusyException extends IOException {
        private static final long serialVersionUID = 1L;

        BusyException(String message) {
            super(message);
        }
    }

    /** Has a call answered by one of the threads, as soon as one is free. */
    public void answer(HttpServerExchange exchange, HttpHandler call) {
        if (closed) {
            busy(exchange, "the hub stops: ask again when it is back");
        } else if (threads.waiting() >= WAITING) {
            busy(exchange, WAITING + " calls wait for others to be answered, which is the most: ask again later");
        } else {
            exchange.dispatch(threads, running -> inTurn(running, call));
        }
    }

    /** Tells a client to come back. */
    public static void busy(HttpServerExchange exchange, String detail) {
        exchange.getResponseHeaders().put(Headers.RETRY_AFTER, RETRY_AFTER_SECONDS);
        Problem.of(503, detail).send(exchange);
    }

    private void inTurn(HttpServerExchange exchange, HttpHandler call) throws Exception {
        try (Turn turn = new Turn(exchange)) {
            exchange.putAttachment(TURN, turn);
            if (closed) {
                IoUtils.safeClose(exchange.getConnection());
            } else {
                call.handleRequest(exchange);
            }
        } finally {
            exchange.removeAttachment(TURN);
        }
    }

    /** What one answer may hold without reserving it, so that as many as there are threads fit. */
    static QueryLimits limits() {
        long readings = Runtime.getRuntime().maxMemory() / HEAP_SHARE / THREADS / READING_BYTES;
        QueryLimits most = QueryLimits.DEFAULT;
        int held = (int) Math.max(MIN_HELD, Math.min(most.heldReadings(), readings));
        return new QueryLimits(
                held, Math.min(most.heldBuckets(), held), Math.min(most.percentileBytes(), largestRoom()));
    }

    private static long largestRoom() {
        return Runtime.getRuntime().maxMemory() / ROOM_SHARE / ROOM_SHARE;
    }

    /**
     * Waits until there is room for what an answer holds until it is over.
     *
     * @param bytes an answer that needs more than a sixteenth of the heap reserves that
     * @throws BusyException if other answers hold it for too long
     */
    public static void reserve(HttpServerExchange exchange, long bytes) throws IOException {
        Turn turn = exchange.getAttachment(TURN);
        if (turn != null && bytes > 0) {
            turn.reserve((int) (Math.min(bytes, largestRoom()) / KIB));
        }
    }

    /** The watch, which ends the answer when the hub stops. */
    public static QueryWatch ended(HttpServerExchange exchange, QueryWatch watch) {
        Turn turn = exchange.getAttachment(TURN);
        if (turn != null) {
            turn.watch = watch;
        }
        return watch;
    }

    /** The stream, and while the client is waited for others have the turn; the stream itself if the answer has none. */
    static OutputStream leaving(HttpServerExchange exchange, OutputStream out) {
        Turn turn = exchange.getAttachment(TURN);
        return turn == null ? out : new LeavingStream(out, turn);
    }

    /** How many answers have a thread, working or waiting for their clients. */
    public int underWay() {
        return threads.busy();
    }

    /** How many calls wait for a thread. */
    public int waiting() {
        return threads.waiting();
    }

    /** Ends what is under way, and waits until it has let go of the store. */
    @Override
    public void close() {
        closed = true;
        roomKib.release(ALL_ROOM);
        underWay.forEach(Turn::end);
        threads.close();
    }

    /** The right to work of one answer, and the room that it has. Of one thread. */
    final class Turn implements AutoCloseable {

        private final HttpServerExchange exchange;
        private volatile QueryWatch watch = QueryWatch.unlimited();
        private int reservedKib;

        private Turn(HttpServerExchange exchange) {
            this.exchange = exchange;
            comeBack();
            underWay.add(this);
        }

        /** From another thread: a thread that waits for its client sees the end of the connection. */
        private void end() {
            watch.cancel();
            IoUtils.safeClose(exchange.getConnection());
        }

        void leave() {
            working.release();
        }

        void comeBack() {
            working.acquireUninterruptibly();
        }

        private void reserve(int kib) throws IOException {
            leave();
            boolean got = false;
            try {
                got = roomKib.tryAcquire(kib, ROOM_WAIT_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                comeBack();
            }
            if (!got) {
                throw new BusyException("answers that wait for their clients hold the memory that this one needs:"
                        + " ask again later, or for less, or as csv");
            }
            reservedKib += kib;
        }

        @Override
        public void close() {
            underWay.remove(this);
            roomKib.release(reservedKib);
            working.release();
        }
    }
}

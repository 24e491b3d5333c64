package hub.history;

import io.undertow.server.HttpServerExchange;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;

/** An answer or a body on its way, as the thread that looks after all of them sees it. */
abstract class Delivery {

    final HttpServerExchange exchange;
    private long seenMoved = Long.MIN_VALUE;
    private long seenNanos;

    Delivery(HttpServerExchange exchange) {
        this.exchange = exchange;
    }

    /** How much has got through to or from the client so far; negative while nobody waits for it. */
    abstract long moved();

    /** What is held for it until it is taken, in bytes. */
    abstract long heldBytes();

    /** Whether the client is waited for and nothing has moved for so long. To be asked again and again, by one thread. */
    final boolean isStalled(long nowNanos, long forNanos) {
        long moved = moved();
        if (moved < 0 || moved != seenMoved) {
            seenMoved = moved;
            seenNanos = nowNanos;
            return false;
        }
        return nowNanos - seenNanos > forNanos;
    }

    /** Ends it, and the connection with it. */
    void cut() {
        IoUtils.safeClose(exchange.getConnection());
    }

    /** A body that is there as a whole. */
    static final class Held extends Delivery {

        private final ByteBuffer body;
        private final int length;

        Held(HttpServerExchange exchange, ByteBuffer body) {
            super(exchange);
            this.body = body;
            this.length = body.remaining();
        }

        @Override
        long moved() {
            return body.position();
        }

        @Override
        long heldBytes() {
            return length;
        }
    }

    /** A body that is written as it is made. */
    static final class Streamed extends Delivery {

        private static final int PIECE_BYTES = 16 * 1024;

        /** Of the thread that writes; the other sees {@link #moved}. */
        private long written;

        private volatile long taken;

        private volatile boolean waits;

        Streamed(HttpServerExchange exchange) {
            super(exchange);
        }

        @Override
        long moved() {
            return waits ? taken : -1;
        }

        @Override
        long heldBytes() {
            return 0;
        }

        private interface Step {
            void run() throws IOException;
        }

        private void waiting(int bytes, Step step) throws IOException {
            waits = true;
            try {
                step.run();
            } finally {
                written += bytes;
                taken = written;
                waits = false;
            }
        }

        /** The stream; in pieces, so that a client that takes little is seen to take it. */
        OutputStream around(OutputStream out) {
            return new FilterOutputStream(out) {
                @Override
                public void write(int one) throws IOException {
                    write(new byte[] {(byte) one}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int from, int count) throws IOException {
                    for (int done = 0; done < count; done += PIECE_BYTES) {
                        int piece = Math.min(PIECE_BYTES, count - done);
                        int begin = from + done;
                        waiting(piece, () -> out.write(bytes, begin, piece));
                    }
                }

                @Override
                public void flush() throws IOException {
                    waiting(0, out::flush);
                }

                @Override
                public void close() throws IOException {
                    waiting(0, out::close);
                }
            };
        }
    }

    /** A body that a client sends, as it is read. */
    static final class Arriving extends Delivery {

        private long arrived;
        private @Nullable Thread waiting;
        private boolean isCut;

        Arriving(HttpServerExchange exchange) {
            super(exchange);
        }

        @Override
        synchronized long moved() {
            return waiting == null ? -1 : arrived;
        }

        @Override
        long heldBytes() {
            return 0;
        }

        /** Whoever waits for a byte does not see by itself that the connection has been closed. */
        @Override
        synchronized void cut() {
            super.cut();
            if (waiting != null) {
                isCut = true;
                waiting.interrupt();
            }
        }

        private synchronized void begin() {
            waiting = Thread.currentThread();
        }

        /** An interruption was meant for the wait, not for what the thread does next. */
        private synchronized void end(int came) {
            waiting = null;
            arrived += Math.max(0, came);
            if (isCut) {
                isCut = false;
                boolean unused = Thread.interrupted();
            }
        }

        /** The stream. */
        InputStream around(InputStream in) {
            return new FilterInputStream(in) {
                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
                }

                @Override
                public int read(byte[] into, int from, int count) throws IOException {
                    int came = 0;
                    begin();
                    try {
                        came = super.read(into, from, count);
                        return came;
                    } finally {
                        end(came);
                    }
                }
            };
        }
    }
}

package hub.history;

import io.undertow.server.HttpServerExchange;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** An answer on its way, as the thread that looks after all of them sees it. */
abstract class Delivery {

    final HttpServerExchange exchange;
    private long seenTaken = Long.MIN_VALUE;
    private long seenNanos;

    Delivery(HttpServerExchange exchange) {
        this.exchange = exchange;
    }

    /** What the client has taken so far; negative while nobody waits for it. */
    abstract long taken();

    /** What is held for it until it is taken, in bytes. */
    abstract long heldBytes();

    /** Whether the client is waited for and has taken nothing for so long. To be asked again and again, by one thread. */
    final boolean isStalled(long nowNanos, long forNanos) {
        long taken = taken();
        if (taken < 0 || taken != seenTaken) {
            seenTaken = taken;
            seenNanos = nowNanos;
            return false;
        }
        return nowNanos - seenNanos > forNanos;
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
        long taken() {
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

        /** Of the thread that writes; the other sees {@link #taken}. */
        private long written;

        private volatile long taken;

        private volatile boolean waits;

        Streamed(HttpServerExchange exchange) {
            super(exchange);
        }

        @Override
        long taken() {
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
}

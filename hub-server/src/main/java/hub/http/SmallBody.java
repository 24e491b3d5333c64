package hub.http;

import io.undertow.io.Receiver;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/**
 * Reads a body before a worker is taken for it, and not for long: whoever sends slowly, known or not, holds its connection and
 * nothing else.
 */
public final class SmallBody implements HttpHandler {

    private static final AttachmentKey<byte[]> BODY = AttachmentKey.create(byte[].class);
    private static final long MOST_SECONDS = 15;

    private final int maxBytes;
    private final HttpHandler next;

    /** @param next finds the body by {@link #of} */
    public SmallBody(int maxBytes, HttpHandler next) {
        this.maxBytes = maxBytes;
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        XnioExecutor.Key deadline = exchange.getIoThread()
                .executeAfter(() -> IoUtils.safeClose(exchange.getConnection()), MOST_SECONDS, TimeUnit.SECONDS);
        exchange.getRequestReceiver().setMaxBufferSize(maxBytes);
        exchange.getRequestReceiver()
                .receiveFullBytes(
                        (read, bytes) -> {
                            deadline.remove();
                            read.putAttachment(BODY, bytes);
                            read.dispatch(next);
                        },
                        (read, failure) -> {
                            deadline.remove();
                            fail(read, failure instanceof Receiver.RequestToLargeException);
                        });
    }

    private void fail(HttpServerExchange exchange, boolean tooLong) {
        if (tooLong) {
            exchange.setPersistent(false);
            Problem.of(413, "the body is longer than " + maxBytes + " bytes").send(exchange);
        } else {
            IoUtils.safeClose(exchange.getConnection());
        }
    }

    /** The body that was read. */
    public static byte[] of(HttpServerExchange exchange) {
        return Objects.requireNonNull(exchange.getAttachment(BODY), "no body was read");
    }
}

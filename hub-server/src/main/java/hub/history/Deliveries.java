package hub.history;

import hub.http.Problem;
import hub.time.NanoClock;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers on their way to clients, and long bodies on their way from them: whose client takes or sends nothing for too long is cut,
 * and what is held for all answers is bounded. For any threads; one of them looks again and again.
 */
public final class Deliveries {

    private static final Logger log = LoggerFactory.getLogger(Deliveries.class);

    private static final AttachmentKey<Deliveries> KEY = AttachmentKey.create(Deliveries.class);

    /** Bodies that wait as a whole take this share of the heap at most. */
    private static final int HEAP_SHARE = 8;

    private static final String RETRY_AFTER_SECONDS = "5";

    private final NanoClock nanos;
    private final long maxHeldBytes;
    private final Set<Delivery> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicLong heldBytes = new AtomicLong();
    private final LongAdder cut = new LongAdder();
    private volatile long timeoutNanos;

    /** @param timeout how long a client may take nothing, or send nothing */
    public Deliveries(NanoClock nanos, Duration timeout) {
        this(nanos, timeout, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
    }

    Deliveries(NanoClock nanos, Duration timeout, long maxHeldBytes) {
        this.nanos = nanos;
        this.timeoutNanos = timeout.toNanos();
        this.maxHeldBytes = maxHeldBytes;
    }

    /** From now on clients may take or send nothing for so long. */
    public void limit(Duration timeout) {
        timeoutNanos = timeout.toNanos();
    }

    /** The handler, whose answers are looked after. */
    public HttpHandler before(HttpHandler next) {
        return exchange -> {
            exchange.putAttachment(KEY, this);
            next.handleRequest(exchange);
        };
    }

    /** Ends what does not move. To be called every second or so. */
    public void cutStalled() {
        long now = nanos.nanos();
        for (Delivery delivery : underWay) {
            if (!delivery.exchange.getConnection().isOpen()) {
                end(delivery);
            } else if (delivery.isStalled(now, timeoutNanos)) {
                cut.increment();
                log.info(
                        "nothing has moved between the client at {} and {} for {}: it is cut",
                        delivery.exchange.getSourceAddress(),
                        delivery.exchange.getRequestPath(),
                        Duration.ofNanos(timeoutNanos));
                delivery.cut();
                end(delivery);
            }
        }
    }

    /** @throws IOException if the client has gone meanwhile */
    private void begin(Delivery delivery) throws IOException {
        underWay.add(delivery);
        try {
            delivery.exchange.addExchangeCompleteListener((ended, next) -> {
                end(delivery);
                next.proceed();
            });
        } catch (IllegalStateException e) {
            end(delivery);
            throw new IOException("the client has gone", e);
        }
    }

    /** Once, whoever sees it first. */
    private void end(Delivery delivery) {
        if (underWay.remove(delivery)) {
            heldBytes.addAndGet(-delivery.heldBytes());
        }
    }

    /** The stream, looked after. */
    static OutputStream watched(HttpServerExchange exchange, OutputStream out) throws IOException {
        Deliveries deliveries = exchange.getAttachment(KEY);
        if (deliveries == null) {
            return out;
        }
        Delivery.Streamed delivery = new Delivery.Streamed(exchange);
        deliveries.begin(delivery);
        return delivery.around(out);
    }

    /**
     * The body that a client sends, looked after.
     *
     * @throws IOException if the client has gone meanwhile
     */
    public InputStream arriving(HttpServerExchange exchange) throws IOException {
        Delivery.Arriving body = new Delivery.Arriving(exchange);
        begin(body);
        return body.around(exchange.getInputStream());
    }

    /** Sends a body that is there as a whole; no thread waits for the client. */
    static void send(HttpServerExchange exchange, byte[] body) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(body);
        Deliveries deliveries = exchange.getAttachment(KEY);
        if (deliveries != null && !deliveries.hold(exchange, bytes)) {
            exchange.getResponseHeaders().remove(Headers.CONTENT_ENCODING);
            exchange.getResponseHeaders().remove(Headers.ETAG);
            exchange.getResponseHeaders().put(Headers.RETRY_AFTER, RETRY_AFTER_SECONDS);
            Problem.of(
                            503,
                            "answers that wait for their clients hold " + deliveries.heldBytes()
                                    + " bytes, and this one would be too much: ask again later, or for less")
                    .send(exchange);
            return;
        }
        exchange.getResponseSender().send(bytes);
    }

    private boolean hold(HttpServerExchange exchange, ByteBuffer body) throws IOException {
        long length = body.remaining();
        if (heldBytes.addAndGet(length) > maxHeldBytes) {
            heldBytes.addAndGet(-length);
            return false;
        }
        begin(new Delivery.Held(exchange, body));
        return true;
    }

    /** How many answers and long bodies are on their way. */
    public int underWay() {
        return underWay.size();
    }

    /** What is held of answers that were made as a whole, in bytes. */
    public long heldBytes() {
        return heldBytes.get();
    }

    /** How many of them were ended since nothing moved. */
    public long cut() {
        return cut.sum();
    }
}

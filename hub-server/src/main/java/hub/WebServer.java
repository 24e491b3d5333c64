package hub;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import org.xnio.Options;

/** Undertow, set up for long-lived sockets and for strangers. */
final class WebServer {

    /**
     * How long clients may take; not for sockets, once they are open.
     *
     * @param parseMillis for the head of a request
     * @param idleMillis until a request comes
     */
    record Timeouts(int parseMillis, int idleMillis) {

        static final Timeouts DEFAULT = new Timeouts(10_000, 60_000);
    }

    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final long MAX_BODY_BYTES = 1 << 20;
    private static final int BACKLOG = 4_096;
    private static final int WORKER_THREADS = 16;

    private final String host;
    private final int port;
    private final Undertow undertow;

    WebServer(String host, int port, HttpHandler routes) {
        this(host, port, routes, Timeouts.DEFAULT);
    }

    WebServer(String host, int port, HttpHandler routes, Timeouts timeouts) {
        this.host = host;
        this.port = port;
        this.undertow = Undertow.builder()
                .addHttpListener(port, host)
                .setHandler(routes)
                .setWorkerThreads(WORKER_THREADS)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, timeouts.parseMillis())
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, timeouts.idleMillis())
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, MAX_HEADER_BYTES)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, MAX_BODY_BYTES)
                .setServerOption(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
                .setSocketOption(Options.BACKLOG, BACKLOG)
                .setSocketOption(Options.REUSE_ADDRESSES, true)
                .setSocketOption(Options.TCP_NODELAY, true)
                // Finds viewers that are gone without a word; devices are pinged.
                .setSocketOption(Options.KEEP_ALIVE, true)
                .build();
    }

    /** @throws IllegalStateException if the address cannot be bound */
    void start() {
        try {
            undertow.start();
        } catch (RuntimeException e) {
            if (e.getCause() instanceof BindException bind) {
                throw new IllegalStateException(
                        "cannot listen at " + host + ":" + port + " (" + bind.getMessage()
                                + "): choose another port with --port, or stop what uses this one",
                        e);
            }
            throw e;
        }
    }

    void stop() {
        undertow.stop();
    }

    /** Where it listens, with the port that it got. */
    URI address() {
        InetSocketAddress bound =
                (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return URI.create("http://" + name + ":" + bound.getPort() + "/");
    }
}

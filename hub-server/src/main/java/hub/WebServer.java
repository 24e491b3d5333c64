package hub;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import org.xnio.Options;

/** Undertow, set up for long-lived sockets and for strangers. */
final class WebServer {

    private static final int REQUEST_PARSE_TIMEOUT_MILLIS = 10_000;
    private static final int NO_REQUEST_TIMEOUT_MILLIS = 60_000;
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final long MAX_BODY_BYTES = 1 << 20;
    private static final int BACKLOG = 4_096;
    private static final int WORKER_THREADS = 16;

    private final String host;
    private final Undertow undertow;

    WebServer(String host, int port, HttpHandler routes) {
        this.host = host;
        this.undertow = Undertow.builder()
                .addHttpListener(port, host)
                .setHandler(routes)
                .setWorkerThreads(WORKER_THREADS)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, REQUEST_PARSE_TIMEOUT_MILLIS)
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, NO_REQUEST_TIMEOUT_MILLIS)
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, MAX_HEADER_BYTES)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, MAX_BODY_BYTES)
                .setServerOption(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
                .setSocketOption(Options.BACKLOG, BACKLOG)
                .setSocketOption(Options.REUSE_ADDRESSES, true)
                .setSocketOption(Options.TCP_NODELAY, true)
                .build();
    }

    void start() {
        undertow.start();
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

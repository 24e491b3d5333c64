package hub;

import hub.http.Problem;
import hub.ops.Health;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What stands before all calls until the hub is ready: the port is bound while the database is opened and the journal read, so
 * whoever asks hears that the hub is alive and not ready yet.
 */
final class StartGate implements HttpHandler {

    private static final String RETRY_AFTER_SECONDS = "1";
    private static final HttpHandler ALIVE = Health.alive();

    private volatile @Nullable HttpHandler opened;

    /** Lets calls through from now on. */
    void open(HttpHandler handler) {
        opened = handler;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        HttpHandler handler = opened;
        if (handler != null) {
            handler.handleRequest(exchange);
        } else if (exchange.getRequestPath().equals("/healthz")) {
            ALIVE.handleRequest(exchange);
        } else {
            exchange.getResponseHeaders().put(Headers.RETRY_AFTER, RETRY_AFTER_SECONDS);
            Problem.of(
                            503,
                            "the hub is starting: it opens its database and reads its journal; its log says how far it is")
                    .send(exchange);
        }
    }
}

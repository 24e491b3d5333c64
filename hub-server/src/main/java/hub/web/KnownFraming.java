package hub.web;

import hub.http.Problem;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;

/**
 * Takes requests only whose body ends where every reader thinks it ends: after its length, or after its last chunk. Undertow
 * passes over other transfer encodings (RFC 9112 section 6.1), and a proxy may not.
 */
final class KnownFraming implements HttpHandler {

    private final HttpHandler next;

    KnownFraming(HttpHandler next) {
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        HeaderValues encodings = exchange.getRequestHeaders().get(Headers.TRANSFER_ENCODING);
        if (encodings == null
                || (encodings.size() == 1 && encodings.getFirst().strip().equalsIgnoreCase("chunked"))) {
            next.handleRequest(exchange);
            return;
        }
        exchange.setPersistent(false);
        Problem.of(400, "the only transfer encoding taken is 'chunked'").send(exchange);
    }
}

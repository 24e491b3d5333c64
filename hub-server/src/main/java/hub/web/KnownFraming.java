package hub.web;

import hub.http.Problem;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;

/**
 * Takes requests only whose target and end every reader finds in the same place. Undertow passes over transfer encodings that
 * it does not know (RFC 9112 section 6.1), and takes {@code http://host:80x} for a path {@code x} without its slash.
 */
final class KnownFraming implements HttpHandler {

    private final HttpHandler next;

    KnownFraming(HttpHandler next) {
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (!exchange.getRequestPath().startsWith("/")) {
            refuse(exchange, "the request's target is no path that begins with /");
            return;
        }
        HeaderValues encodings = exchange.getRequestHeaders().get(Headers.TRANSFER_ENCODING);
        if (encodings == null
                || (encodings.size() == 1 && encodings.getFirst().strip().equalsIgnoreCase("chunked"))) {
            next.handleRequest(exchange);
            return;
        }
        refuse(exchange, "the only transfer encoding taken is 'chunked'");
    }

    private static void refuse(HttpServerExchange exchange, String why) {
        exchange.setPersistent(false);
        Problem.of(400, why).send(exchange);
    }
}

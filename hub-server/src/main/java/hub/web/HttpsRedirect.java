package hub.web;

import hub.http.Problem;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;

/** Tells browsers the address with TLS; whoever else comes without hears to come with it: what it sent was read by others. */
final class HttpsRedirect implements HttpHandler {

    private static final int USUAL_PORT = 443;

    /** What may stand in the answer's header. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]+|\\[[0-9a-fA-F:.]+]");

    private final IntSupplier port;

    /** @param port of HTTPS */
    HttpsRedirect(IntSupplier port) {
        this.port = port;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        String host = exchange.getHostName();
        boolean plain = exchange.getRequestMethod().equals(Methods.GET)
                || exchange.getRequestMethod().equals(Methods.HEAD);
        boolean socket =
                "websocket".equalsIgnoreCase(exchange.getRequestHeaders().getFirst(Headers.UPGRADE));
        if (!plain
                || socket
                || !exchange.getRequestURI().startsWith("/")
                || host == null
                || !HOST.matcher(host).matches()) {
            Problem.of(
                            403,
                            "this port has no encryption and only tells browsers where it is: connect by TLS, to port "
                                    + port.getAsInt())
                    .send(exchange);
            return;
        }
        String at = port.getAsInt() == USUAL_PORT ? host : host + ":" + port.getAsInt();
        String query = exchange.getQueryString().isEmpty() ? "" : "?" + exchange.getQueryString();
        exchange.setStatusCode(StatusCodes.PERMANENT_REDIRECT);
        exchange.getResponseHeaders().put(Headers.LOCATION, "https://" + at + exchange.getRequestURI() + query);
        exchange.endExchange();
    }
}

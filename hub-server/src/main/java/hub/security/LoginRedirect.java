package hub.security;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Sends a browser that opens a page to the page where it can log in. */
final class LoginRedirect {

    private LoginRedirect() {}

    /** Programs that look at an answer get the problem; who shows wrong credentials hears that. */
    static boolean isDue(HttpServerExchange exchange) {
        String accepted = exchange.getRequestHeaders().getFirst(Headers.ACCEPT);
        return exchange.getRequestMethod().equals(Methods.GET)
                && accepted != null
                && accepted.contains("text/html")
                && !exchange.getRequestHeaders().contains(Headers.AUTHORIZATION);
    }

    static void send(HttpServerExchange exchange) {
        exchange.getResponseHeaders().remove(Headers.WWW_AUTHENTICATE);
        String back = URLEncoder.encode(exchange.getRequestPath(), StandardCharsets.UTF_8);
        exchange.setStatusCode(303);
        exchange.getResponseHeaders().put(Headers.LOCATION, "/login?to=" + back);
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
        exchange.endExchange();
    }
}

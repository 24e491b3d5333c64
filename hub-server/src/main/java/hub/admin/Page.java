package hub.admin;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.nio.charset.StandardCharsets;

/** A page that the hub writes itself: no script, no style in it. */
final class Page {

    private Page() {}

    /** Sends a page; its content is HTML, its title and message are not. */
    static void send(HttpServerExchange exchange, int status, String title, String message, String content) {
        String shown = message.isEmpty() ? "" : "<p role=\"alert\">" + escaped(message) + "</p>";
        String html = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>" + escaped(title)
                + "</title><link rel=\"stylesheet\" href=\"/login.css\"></head><body><main><h1>" + escaped(title)
                + "</h1>" + shown + content + "</main></body></html>";
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/html; charset=utf-8");
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
        exchange.getResponseSender().send(html, StandardCharsets.UTF_8);
    }

    /** Goes on elsewhere on this hub. */
    static void redirect(HttpServerExchange exchange, String path) {
        exchange.setStatusCode(303);
        exchange.getResponseHeaders().put(Headers.LOCATION, path);
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
        exchange.endExchange();
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}

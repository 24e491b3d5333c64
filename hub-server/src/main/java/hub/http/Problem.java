package hub.http;

import hub.json.JsonWriter;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.nio.charset.StandardCharsets;

/**
 * An error as HTTP tells it: problem details of RFC 9457.
 *
 * @param status the HTTP status
 * @param title the same for all problems of this status
 * @param detail what was wrong here, with which value, and what to do
 */
public record Problem(int status, String title, String detail) {

    /** A problem under its status's usual title. */
    public static Problem of(int status, String detail) {
        return new Problem(status, StatusCodes.getReason(status), detail);
    }

    /** As it is told. */
    public String json() {
        return new JsonWriter()
                .beginObject()
                .name("type")
                .value("about:blank")
                .name("title")
                .value(title)
                .name("status")
                .value(status)
                .name("detail")
                .value(detail)
                .endObject()
                .toString();
    }

    /** Ends the exchange with this problem. */
    public void send(HttpServerExchange exchange) {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/problem+json");
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
        exchange.getResponseSender().send(json(), StandardCharsets.UTF_8);
    }
}

package hub.admin;

import hub.http.Problem;
import hub.http.SmallBody;
import hub.json.JsonWriter;
import hub.registry.Fields;
import hub.registry.RegistryException;
import hub.store.StoreException;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.Headers;
import io.undertow.util.PathTemplateMatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A call of the registry, on a worker: its body and its answer are whole texts. */
@FunctionalInterface
interface JsonCall {

    Logger log = LoggerFactory.getLogger(JsonCall.class);

    /** As much as the server lets through. */
    int MAX_BODY_BYTES = 1 << 20;

    /** Makes the answer; {@link IllegalArgumentException} and {@link RegistryException} become problems. */
    Reply answer(HttpServerExchange exchange) throws IOException;

    /**
     * An answer.
     *
     * @param status of HTTP
     */
    record Reply(int status, String contentType, String body) {

        static Reply json(int status, JsonWriter json) {
            return new Reply(status, "application/json", json.toString());
        }

        static Reply problem(int status, String detail) {
            return new Reply(
                    status,
                    "application/problem+json",
                    Problem.of(status, detail).json());
        }

        static Reply nothing() {
            return new Reply(204, "", "");
        }
    }

    /** As a handler. */
    default HttpHandler handler() {
        return new SmallBody(MAX_BODY_BYTES, new BlockingHandler(this::handle));
    }

    private void handle(HttpServerExchange exchange) throws IOException {
        try {
            send(exchange, answer(exchange));
        } catch (IllegalArgumentException e) {
            Problem.of(400, String.valueOf(e.getMessage())).send(exchange);
        } catch (RegistryException e) {
            Problem.of(status(e), String.valueOf(e.getMessage())).send(exchange);
        } catch (StoreException e) {
            log.error("the registry cannot be changed or read", e);
            Problem.of(503, "the registry cannot be changed or read now; the hub's log says why")
                    .send(exchange);
        }
    }

    private static int status(RegistryException e) {
        return switch (e.reason()) {
            case UNKNOWN -> 404;
            case EXISTS -> 409;
            case NOT_ALLOWED -> 403;
        };
    }

    private static void send(HttpServerExchange exchange, Reply reply) {
        exchange.setStatusCode(reply.status());
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
        if (!reply.contentType().isEmpty()) {
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, reply.contentType());
        }
        exchange.getResponseSender().send(reply.body(), StandardCharsets.UTF_8);
    }

    /** The body, which must be of a type and not too long. */
    static String body(HttpServerExchange exchange, String type) throws IOException {
        String given = String.valueOf(exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE));
        if (!given.toLowerCase(Locale.ROOT).startsWith(type)) {
            throw new IllegalArgumentException("the body must be " + type + ", and Content-Type must say so");
        }
        return new String(SmallBody.of(exchange), StandardCharsets.UTF_8);
    }

    /** The body as a JSON object with some of these members. */
    static Fields fields(HttpServerExchange exchange, String... known) throws IOException {
        return Fields.of(body(exchange, "application/json")).only(known);
    }

    /** A part of the path. */
    static String parameter(HttpServerExchange exchange, String name) {
        return String.valueOf(exchange.getAttachment(PathTemplateMatch.ATTACHMENT_KEY)
                .getParameters()
                .get(name));
    }
}

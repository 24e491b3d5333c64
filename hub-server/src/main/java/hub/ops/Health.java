package hub.ops;

import hub.json.JsonWriter;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether the hub is well: each part says what is wrong with it, in words. */
public final class Health {

    private final Map<String, Supplier<Optional<String>>> checks = new LinkedHashMap<>();

    /** Adds a part; its check says what is wrong with it now, or is empty. */
    public Health check(String part, Supplier<Optional<String>> problem) {
        checks.put(part, problem);
        return this;
    }

    /** What is wrong, part by part. */
    public Map<String, String> problems() {
        Map<String, String> problems = new LinkedHashMap<>();
        checks.forEach((part, check) -> check.get().ifPresent(problem -> problems.put(part, problem)));
        return problems;
    }

    /** {@code GET /healthz}: the process answers. */
    public static HttpHandler alive() {
        return exchange -> send(exchange, 200, "ok", Map.of());
    }

    /** {@code GET /readyz}: devices may come; 503 with the causes if they may not. */
    public HttpHandler ready() {
        return exchange -> {
            Map<String, String> problems = problems();
            send(exchange, problems.isEmpty() ? 200 : 503, problems.isEmpty() ? "ready" : "not ready", problems);
        };
    }

    private static void send(HttpServerExchange exchange, int code, String status, Map<String, String> problems) {
        JsonWriter json = new JsonWriter().beginObject().name("status").value(status);
        if (!problems.isEmpty()) {
            json.name("causes").beginObject();
            problems.forEach((part, problem) -> json.name(part).value(problem));
            json.endObject();
        }
        exchange.setStatusCode(code);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
        exchange.getResponseSender().send(json.endObject().toString(), StandardCharsets.UTF_8);
    }
}

package hub.ops;

import hub.json.JsonWriter;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Whether the hub is well: each part says what is wrong with it, in words. */
public final class Health {

    private final Map<String, Supplier<Optional<String>>> checks = new LinkedHashMap<>();
    private final Map<String, Supplier<Optional<String>>> warnings = new LinkedHashMap<>();

    /** Adds a part; its check says what is wrong with it now, or is empty. */
    public Health check(String part, Supplier<Optional<String>> problem) {
        checks.put(part, problem);
        return this;
    }

    /** Adds a part that devices need not care about; its check says what is wrong with it now, or is empty. */
    public Health warning(String part, Supplier<Optional<String>> problem) {
        warnings.put(part, problem);
        return this;
    }

    /** {@code GET /healthz}: the process answers. */
    public static HttpHandler alive() {
        return exchange -> send(
                exchange, 200, new JsonWriter().beginObject().name("status").value("ok"));
    }

    /**
     * {@code GET /readyz}: devices may come; 503 if they may not. What is wrong may name files and machines.
     *
     * @param mayKnow whether who asks is told the causes and warnings
     */
    public HttpHandler ready(Predicate<HttpServerExchange> mayKnow) {
        return exchange -> {
            boolean told = mayKnow.test(exchange);
            Map<String, String> causes = found(checks);
            JsonWriter json = new JsonWriter().beginObject();
            json.name("status").value(causes.isEmpty() ? "ready" : "not ready");
            write(json, "causes", told ? causes : Map.of());
            write(json, "warnings", told ? found(warnings) : Map.of());
            send(exchange, causes.isEmpty() ? 200 : 503, json);
        };
    }

    /** Whether devices may come. */
    public boolean isReady() {
        return found(checks).isEmpty();
    }

    /** The parts that are not well now, each with a 1. */
    public Map<String, Double> problems() {
        Map<String, Double> problems = new LinkedHashMap<>();
        found(warnings).keySet().forEach(part -> problems.put(part, 1.0));
        found(checks).keySet().forEach(part -> problems.put(part, 1.0));
        return problems;
    }

    private static Map<String, String> found(Map<String, Supplier<Optional<String>>> checks) {
        Map<String, String> problems = new LinkedHashMap<>();
        checks.forEach((part, check) -> check.get().ifPresent(problem -> problems.put(part, problem)));
        return problems;
    }

    private static void write(JsonWriter json, String name, Map<String, String> problems) {
        if (!problems.isEmpty()) {
            json.name(name).beginObject();
            problems.forEach((part, problem) -> json.name(part).value(problem));
            json.endObject();
        }
    }

    private static void send(HttpServerExchange exchange, int code, JsonWriter json) {
        exchange.setStatusCode(code);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
        exchange.getResponseSender().send(json.endObject().toString(), StandardCharsets.UTF_8);
    }
}

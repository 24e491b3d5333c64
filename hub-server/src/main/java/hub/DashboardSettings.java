package hub;

import hub.http.MapTiles;
import hub.http.Problem;
import hub.json.JsonWriter;
import hub.security.Gatekeeper;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/dashboard}: what the operator has chosen for the dashboard. */
final class DashboardSettings implements HttpHandler {

    private final Gatekeeper gatekeeper;
    private final String json;

    DashboardSettings(Gatekeeper gatekeeper, @Nullable MapTiles mapTiles) {
        this.gatekeeper = gatekeeper;
        this.json = new JsonWriter()
                .beginObject()
                .name("mapTiles")
                .value(mapTiles == null ? null : mapTiles.template())
                .endObject()
                .toString();
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        Optional<Problem> problem = gatekeeper.refuseViewer(exchange);
        if (problem.isPresent()) {
            problem.get().send(exchange);
            return;
        }
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
        exchange.getResponseSender().send(json, StandardCharsets.UTF_8);
    }
}

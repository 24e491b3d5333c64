package hub;

import hub.http.MapTiles;
import hub.json.JsonWriter;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/dashboard}: what the operator has chosen for the dashboard. */
final class DashboardSettings implements HttpHandler {

    private final String json;

    DashboardSettings(@Nullable MapTiles mapTiles) {
        this.json = new JsonWriter()
                .beginObject()
                .name("mapTiles")
                .value(mapTiles == null ? null : mapTiles.template())
                .endObject()
                .toString();
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
        exchange.getResponseSender().send(json, StandardCharsets.UTF_8);
    }
}

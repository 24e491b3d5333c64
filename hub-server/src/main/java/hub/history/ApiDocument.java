package hub.history;

import hub.json.JsonReader;
import hub.json.JsonSyntaxException;
import hub.json.JsonValue;
import hub.json.JsonValue.JsonObject;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** What the API's OpenAPI document says, for programs ({@code /api/v1/openapi.json}) and for people ({@code /api/docs}). */
final class ApiDocument {

    private final byte[] json = resource("openapi.json");
    private final byte[] css = resource("docs.css");
    private final byte[] page = new ApiPage(parsed(json)).html().getBytes(StandardCharsets.UTF_8);

    /** The document itself. */
    HttpHandler json() {
        return exchange -> send(exchange, "application/json", json);
    }

    /** A page that shows it. */
    HttpHandler page() {
        return exchange -> send(exchange, "text/html; charset=utf-8", page);
    }

    /** How the page looks; a file of its own, since the hub allows no styles in pages. */
    HttpHandler css() {
        return exchange -> send(exchange, "text/css; charset=utf-8", css);
    }

    private static void send(HttpServerExchange exchange, String contentType, byte[] body) throws IOException {
        QueryParameters.of(exchange, Set.of());
        Body.send(exchange, contentType, body);
    }

    private static byte[] resource(String name) {
        try (InputStream in = ApiDocument.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonObject parsed(byte[] text) {
        try {
            JsonValue value = JsonReader.read(new String(text, StandardCharsets.UTF_8));
            return (JsonObject) value;
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("openapi.json is no JSON", e);
        }
    }
}

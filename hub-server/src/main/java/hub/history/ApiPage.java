package hub.history;

import hub.json.JsonValue;
import hub.json.JsonValue.JsonArray;
import hub.json.JsonValue.JsonNumber;
import hub.json.JsonValue.JsonObject;
import hub.json.JsonValue.JsonString;
import hub.json.JsonWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows an OpenAPI document as a page, without scripts: every call with its parameters, answers and forms. */
final class ApiPage {

    private final JsonObject document;
    private final StringBuilder html = new StringBuilder();

    ApiPage(JsonObject document) {
        this.document = document;
    }

    String html() {
        JsonObject info = object(document, "info");
        String title = text(info, "title") + ", version " + text(info, "version");
        html.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(escaped(title));
        html.append("</title><meta name=\"viewport\" content=\"width=device-width\">");
        html.append("<link rel=\"stylesheet\" href=\"/api/docs/docs.css\"></head><body><main><h1>");
        html.append(escaped(title)).append("</h1><p>").append(prose(text(info, "description")));
        html.append("</p><p><a href=\"/api/v1/openapi.json\">openapi.json</a></p><nav><ul>");
        object(document, "paths")
                .members()
                .forEach((path, calls) -> ((JsonObject) calls)
                        .members()
                        .forEach((method, call) -> html.append("<li><a href=\"#")
                                .append(id((JsonObject) call))
                                .append("\">")
                                .append(head(method, path))
                                .append("</a></li>")));
        html.append("</ul></nav>");
        object(document, "paths")
                .members()
                .forEach((path, calls) -> ((JsonObject) calls)
                        .members()
                        .forEach((method, call) -> call(method, path, (JsonObject) call)));
        schemas();
        return html.append("</main></body></html>").toString();
    }

    private static String head(String method, String path) {
        return "<code>" + method.toUpperCase(Locale.ROOT) + " " + escaped(path) + "</code>";
    }

    private static String id(JsonObject call) {
        return "call-" + escaped(text(call, "operationId"));
    }

    private void call(String method, String path, JsonObject call) {
        html.append("<section id=\"").append(id(call)).append("\"><h2>").append(head(method, path));
        html.append("</h2><p>").append(prose(text(call, "summary"))).append(' ');
        html.append(prose(text(call, "description"))).append("</p>");
        if (call.members().get("parameters") instanceof JsonArray parameters
                && !parameters.elements().isEmpty()) {
            html.append("<table><tr><th>parameter</th><th>is</th><th>means</th></tr>");
            parameters.elements().forEach(each -> parameter((JsonObject) each));
            html.append("</table>");
        }
        html.append("<table><tr><th>status</th><th>answer</th></tr>");
        object(call, "responses").members().forEach((status, response) -> response(status, (JsonObject) response));
        html.append("</table></section>");
    }

    private void parameter(JsonObject parameter) {
        JsonObject schema = object(parameter, "schema");
        html.append("<tr><td><code>").append(escaped(text(parameter, "name"))).append("</code></td><td>");
        html.append(form(schema)).append("</td><td>").append(prose(text(parameter, "description")));
        JsonValue example = parameter.members().get("example");
        if (example != null) {
            html.append(" <span>Such as <code>").append(escaped(plain(example))).append("</code>.</span>");
        }
        html.append("</td></tr>");
    }

    /** What a parameter takes. */
    private static String form(JsonObject schema) {
        if (schema.members().get("enum") instanceof JsonArray words) {
            String all = words.elements().stream()
                    .map(word -> "<code>" + escaped(plain(word)) + "</code>")
                    .collect(Collectors.joining(", "));
            return all + (schema.members().containsKey("default") ? "; else the first" : "");
        }
        if (schema.members().get("minimum") instanceof JsonNumber least
                && schema.members().get("maximum") instanceof JsonNumber most) {
            return least.text() + " to " + most.text();
        }
        return text(schema, "type").equals("array") ? "text, several times" : "text";
    }

    private void response(String status, JsonObject response) {
        JsonObject shown = response;
        String reference = text(response, "$ref");
        if (!reference.isEmpty()) {
            shown = object(
                    object(object(document, "components"), "responses"),
                    reference.substring(reference.lastIndexOf('/') + 1));
        }
        html.append("<tr><td>").append(escaped(status)).append("</td><td>").append(prose(text(shown, "description")));
        object(shown, "content")
                .members()
                .forEach((type, content) ->
                        html.append(" <code>").append(escaped(type)).append("</code>"));
        html.append("</td></tr>");
    }

    private void schemas() {
        html.append("<h2>Forms</h2>");
        object(object(document, "components"), "schemas")
                .members()
                .forEach((name, schema) -> html.append("<h3>")
                        .append(escaped(name))
                        .append("</h3><pre>")
                        .append(escaped(
                                new JsonWriter().value(schema).toString().replace("},", "},\n ")))
                        .append("</pre>"));
    }

    private static JsonObject object(JsonObject parent, String name) {
        return parent.members().get(name) instanceof JsonObject child ? child : new JsonObject(Map.of());
    }

    private static String text(JsonObject parent, String name) {
        return parent.members().get(name) instanceof JsonString text ? text.value() : "";
    }

    private static String plain(JsonValue value) {
        if (value instanceof JsonString text) {
            return text.value();
        }
        if (value instanceof JsonArray array) {
            return array.elements().stream().map(ApiPage::plain).collect(Collectors.joining(", "));
        }
        return value instanceof JsonNumber number ? number.text() : "";
    }

    /** Text with {@code `code`} in it. */
    private static String prose(String text) {
        StringBuilder out = new StringBuilder();
        List<String> parts = List.of(text.split("`", -1));
        for (int i = 0; i < parts.size(); i++) {
            out.append(i % 2 == 0 ? escaped(parts.get(i)) : "<code>" + escaped(parts.get(i)) + "</code>");
        }
        return out.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

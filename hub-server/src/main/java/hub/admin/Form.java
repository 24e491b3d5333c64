package hub.admin;

import hub.http.SmallBody;
import io.undertow.server.HttpServerExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What a page's form was filled in with. */
final class Form {

    /** As much as a page's form can be. */
    static final int MAX_BYTES = 8_192;

    private final Map<String, String> values = new HashMap<>();

    /** Of the body of a request. */
    static Form read(HttpServerExchange exchange) {
        Form form = new Form();
        String body = new String(SmallBody.of(exchange), StandardCharsets.US_ASCII);
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.values.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return form;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    String value(String name) {
        return values.getOrDefault(name, "");
    }
}

package hub.json;

import java.util.List;
import java.util.Map;

/** A JSON value (RFC 8259). */
public sealed interface JsonValue {

    /** @param members in the order in which they came; names are unique */
    record JsonObject(Map<String, JsonValue> members) implements JsonValue {}

    /** @param elements in order */
    record JsonArray(List<JsonValue> elements) implements JsonValue {}

    /** @param value unescaped, well-formed UTF-16 */
    record JsonString(String value) implements JsonValue {}

    /** @param text as it stood, since a double cannot hold every integer */
    record JsonNumber(String text) implements JsonValue {

        /** The nearest double; always finite. */
        public double asDouble() {
            return Double.parseDouble(text);
        }

        /** The exact integer. @throws ArithmeticException if it has a fraction or does not fit */
        public long asLong() {
            return new java.math.BigDecimal(text).longValueExact();
        }
    }

    /** @param value true or false */
    record JsonBoolean(boolean value) implements JsonValue {}

    /** The literal null. */
    record JsonNull() implements JsonValue {}
}

package hub.json;

import hub.json.JsonValue.JsonArray;
import hub.json.JsonValue.JsonBoolean;
import hub.json.JsonValue.JsonNull;
import hub.json.JsonValue.JsonNumber;
import hub.json.JsonValue.JsonObject;
import hub.json.JsonValue.JsonString;
import hub.text.Decimals;
import org.jspecify.annotations.Nullable;

/** Writes JSON (RFC 8259) without spaces: names and values in the order of the calls. Not for two threads. */
public final class JsonWriter {

    private final StringBuilder out = new StringBuilder();
    private boolean comma;

    /** Opens an object. */
    public JsonWriter beginObject() {
        return open('{');
    }

    /** Closes an object. */
    public JsonWriter endObject() {
        return close('}');
    }

    /** Opens an array. */
    public JsonWriter beginArray() {
        return open('[');
    }

    /** Closes an array. */
    public JsonWriter endArray() {
        return close(']');
    }

    /** A member's name; its value follows. */
    public JsonWriter name(String name) {
        separate();
        quote(name);
        out.append(':');
        comma = false;
        return this;
    }

    /** A string, or null. */
    public JsonWriter value(@Nullable String value) {
        separate();
        if (value == null) {
            out.append("null");
        } else {
            quote(value);
        }
        return this;
    }

    /** A whole number. */
    public JsonWriter value(long value) {
        separate();
        out.append(value);
        return this;
    }

    /** A finite number, in the shortest text that reads back the same. */
    public JsonWriter value(double value) {
        separate();
        Decimals.append(out, value);
        return this;
    }

    /** True or false. */
    public JsonWriter value(boolean value) {
        separate();
        out.append(value);
        return this;
    }

    /** The literal null. */
    public JsonWriter nullValue() {
        separate();
        out.append("null");
        return this;
    }

    /** Any value. */
    public JsonWriter value(JsonValue value) {
        if (value instanceof JsonObject object) {
            beginObject();
            object.members().forEach((name, member) -> name(name).value(member));
            return endObject();
        } else if (value instanceof JsonArray array) {
            beginArray();
            array.elements().forEach(this::value);
            return endArray();
        } else if (value instanceof JsonString string) {
            return value(string.value());
        } else if (value instanceof JsonNumber number) {
            separate();
            out.append(number.text());
            return this;
        } else if (value instanceof JsonBoolean bool) {
            return value(bool.value());
        } else if (value instanceof JsonNull) {
            return nullValue();
        }
        throw new AssertionError(value);
    }

    /** What was written so far. */
    @Override
    public String toString() {
        return out.toString();
    }

    private JsonWriter open(char bracket) {
        separate();
        out.append(bracket);
        comma = false;
        return this;
    }

    private JsonWriter close(char bracket) {
        out.append(bracket);
        comma = true;
        return this;
    }

    private void separate() {
        if (comma) {
            out.append(',');
        }
        comma = true;
    }

    private void quote(String string) {
        out.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                // Escaped so that the text may stand inside HTML and JavaScript too.
                case '<', '>', '&', '\u2028', '\u2029', '\u007f' -> escape(c);
                default -> {
                    if (c < ' ') {
                        escape(c);
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private void escape(char c) {
        out.append("\\u");
        String hex = Integer.toHexString(c);
        out.append("0".repeat(4 - hex.length())).append(hex);
    }
}

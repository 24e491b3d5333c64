package hub.testing;

import hub.json.JsonReader;
import hub.json.JsonSyntaxException;
import hub.json.JsonValue;
import hub.json.JsonValue.JsonArray;
import hub.json.JsonValue.JsonNull;
import hub.json.JsonValue.JsonNumber;
import hub.json.JsonValue.JsonObject;
import hub.json.JsonValue.JsonString;
import hub.protocol.testing.Golden;
import java.util.List;

/** Reads JSON answers. */
public final class Json {

    private Json() {}

    public static JsonObject object(String text) {
        return (JsonObject) value(text);
    }

    public static List<JsonObject> array(String text) {
        return ((JsonArray) value(text))
                .elements().stream().map(JsonObject.class::cast).toList();
    }

    public static List<JsonObject> array(JsonObject object, String name) {
        return Golden.elements(object, name).stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    public static JsonObject object(JsonObject object, String name) {
        return (JsonObject) Golden.member(object, name);
    }

    /** A string member; empty if it is null. */
    public static String text(JsonObject object, String name) {
        JsonValue value = Golden.member(object, name);
        return value instanceof JsonNull ? "" : ((JsonString) value).value();
    }

    public static double number(JsonObject object, String name) {
        return ((JsonNumber) Golden.member(object, name)).asDouble();
    }

    public static JsonValue value(String text) {
        try {
            return JsonReader.read(text);
        } catch (JsonSyntaxException e) {
            throw new AssertionError(e.getMessage() + ": " + text, e);
        }
    }
}

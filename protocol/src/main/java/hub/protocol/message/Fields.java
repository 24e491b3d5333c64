package hub.protocol.message;

import hub.json.JsonValue;
import hub.json.JsonValue.JsonArray;
import hub.json.JsonValue.JsonBoolean;
import hub.json.JsonValue.JsonNull;
import hub.json.JsonValue.JsonNumber;
import hub.json.JsonValue.JsonObject;
import hub.json.JsonValue.JsonString;
import hub.protocol.frame.ReadingsFrame;
import hub.text.Printable;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The fields of a JSON object with their types checked; null counts as absent. */
record Fields(JsonObject object) {

    static Fields of(String name, JsonValue value) throws BadMessageException {
        if (value instanceof JsonObject object) {
            return new Fields(object);
        }
        throw new BadMessageException(name + " is no object");
    }

    Optional<JsonValue> get(String name) {
        return Optional.ofNullable(object.members().get(name)).filter(value -> !(value instanceof JsonNull));
    }

    String requireString(String name) throws BadMessageException {
        return string(name).orElseThrow(() -> new BadMessageException("\"" + name + "\" is missing"));
    }

    Optional<String> string(String name) throws BadMessageException {
        Optional<JsonValue> value = get(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get() instanceof JsonString string) {
            return Optional.of(string.value());
        }
        throw new BadMessageException("\"" + name + "\" is no string");
    }

    OptionalDouble number(String name) throws BadMessageException {
        Optional<JsonValue> value = get(name);
        if (value.isEmpty()) {
            return OptionalDouble.empty();
        }
        if (value.get() instanceof JsonNumber number) {
            return OptionalDouble.of(number.asDouble());
        }
        throw new BadMessageException("\"" + name + "\" is no number");
    }

    double requireNumber(String name) throws BadMessageException {
        return number(name).orElseThrow(() -> new BadMessageException("\"" + name + "\" is missing"));
    }

    OptionalLong integer(String name) throws BadMessageException {
        Optional<JsonValue> value = get(name);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            if (value.get() instanceof JsonNumber number) {
                return OptionalLong.of(number.asLong());
            }
        } catch (ArithmeticException e) {
            // Said below.
        }
        throw new BadMessageException("\"" + name + "\" is no whole number of 64 bits");
    }

    long unsigned32(String name) throws BadMessageException {
        long value = integer(name).orElse(0);
        if (value < 0 || value > ReadingsFrame.MAX_U32) {
            throw new BadMessageException("\"" + name + "\" " + value + " is not in 0..4294967295");
        }
        return value;
    }

    boolean requireBoolean(String name) throws BadMessageException {
        if (get(name).orElse(null) instanceof JsonBoolean bool) {
            return bool.value();
        }
        throw new BadMessageException("\"" + name + "\" is missing or not true or false");
    }

    Optional<Fields> object(String name) throws BadMessageException {
        Optional<JsonValue> value = get(name);
        return value.isEmpty() ? Optional.empty() : Optional.of(of("\"" + name + "\"", value.get()));
    }

    JsonArray array(String name) throws BadMessageException {
        Optional<JsonValue> value = get(name);
        if (value.isEmpty()) {
            return new JsonArray(java.util.List.of());
        }
        if (value.get() instanceof JsonArray array) {
            return array;
        }
        throw new BadMessageException("\"" + name + "\" is no array");
    }

    static String quoted(String text) {
        return "\"" + Printable.shortened(text) + "\"";
    }
}

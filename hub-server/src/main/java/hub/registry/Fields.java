package hub.registry;

import hub.json.JsonReader;
import hub.json.JsonSyntaxException;
import hub.json.JsonValue;
import hub.json.JsonValue.JsonArray;
import hub.json.JsonValue.JsonBoolean;
import hub.json.JsonValue.JsonNull;
import hub.json.JsonValue.JsonNumber;
import hub.json.JsonValue.JsonObject;
import hub.json.JsonValue.JsonString;
import hub.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The members of a JSON object, each of its form; otherwise an {@link IllegalArgumentException} that says so. */
public final class Fields {

    private final JsonObject object;

    private Fields(JsonObject object) {
        this.object = object;
    }

    /** Of a text that should be an object. */
    public static Fields of(String text) {
        try {
            if (JsonReader.read(text) instanceof JsonObject object) {
                return new Fields(object);
            }
        } catch (JsonSyntaxException e) {
            throw new IllegalArgumentException("no JSON: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("a JSON object is needed");
    }

    /** Refuses what is not known: a name that is misspelt must not be passed over. */
    public Fields only(String... names) {
        Set<String> known = new TreeSet<>(List.of(names));
        for (String name : object.members().keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "\"" + Printable.shortened(name) + "\" is unknown; known are " + String.join(", ", known));
            }
        }
        return this;
    }

    /** Whether it is there; null counts. */
    public boolean has(String name) {
        return object.members().containsKey(name);
    }

    /** Empty if it is left out or null. */
    private Optional<JsonValue> value(String name) {
        return Optional.ofNullable(object.members().get(name)).filter(value -> !(value instanceof JsonNull));
    }

    public Optional<String> text(String name) {
        return value(name).map(value -> {
            if (value instanceof JsonString string) {
                return string.value();
            }
            throw new IllegalArgumentException("\"" + name + "\" must be a string");
        });
    }

    public String needText(String name) {
        return text(name).orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is missing"));
    }

    public Optional<Double> number(String name) {
        return value(name).map(value -> {
            if (value instanceof JsonNumber number) {
                return number.asDouble();
            }
            throw new IllegalArgumentException("\"" + name + "\" must be a number");
        });
    }

    public Optional<Long> integer(String name) {
        return value(name).map(value -> {
            try {
                if (value instanceof JsonNumber number) {
                    return number.asLong();
                }
            } catch (ArithmeticException e) {
                // Said below.
            }
            throw new IllegalArgumentException("\"" + name + "\" must be a whole number");
        });
    }

    public Optional<Boolean> flag(String name) {
        return value(name).map(value -> {
            if (value instanceof JsonBoolean flag) {
                return flag.value();
            }
            throw new IllegalArgumentException("\"" + name + "\" must be true or false");
        });
    }

    /** Strings; empty if there are none. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonValue element : elements(name)) {
            if (!(element instanceof JsonString string)) {
                throw new IllegalArgumentException("\"" + name + "\" must hold strings only");
            }
            texts.add(string.value());
        }
        return texts;
    }

    /** Objects; empty if there are none. */
    public List<Fields> objects(String name) {
        List<Fields> objects = new ArrayList<>();
        for (JsonValue element : elements(name)) {
            objects.add(object(name, element));
        }
        return objects;
    }

    public Optional<Fields> object(String name) {
        return value(name).map(value -> object(name, value));
    }

    private static Fields object(String name, JsonValue value) {
        if (value instanceof JsonObject inner) {
            return new Fields(inner);
        }
        throw new IllegalArgumentException("\"" + name + "\" must be an object, or hold objects");
    }

    private List<JsonValue> elements(String name) {
        return value(name)
                .map(value -> {
                    if (value instanceof JsonArray array) {
                        return array.elements();
                    }
                    throw new IllegalArgumentException("\"" + name + "\" must be an array");
                })
                .orElse(List.of());
    }
}

package hub.live;

import hub.json.JsonValue;
import hub.json.JsonValue.JsonArray;
import hub.json.JsonValue.JsonNumber;
import hub.json.JsonValue.JsonString;
import hub.text.Printable;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The fields of a viewer's message, each of its form; otherwise an {@link IllegalArgumentException} that says so. */
final class JsonFields {

    private final Map<String, JsonValue> fields;

    JsonFields(Map<String, JsonValue> fields) {
        this.fields = fields;
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    String string(String name) {
        if (fields.get(name) instanceof JsonString string) {
            return string.value();
        }
        throw new IllegalArgumentException("\"" + name + "\" is missing or no string");
    }

    /** A whole number within bounds. */
    long integer(String name, long least, long most) {
        if (fields.get(name) instanceof JsonNumber number) {
            try {
                long value = number.asLong();
                if (value >= least && value <= most) {
                    return value;
                }
            } catch (ArithmeticException e) {
                // Said below.
            }
        }
        throw new IllegalArgumentException("\"" + name + "\" must be a whole number from " + least + " to " + most);
    }

    /** An ISO 8601 duration within bounds. */
    Duration duration(String name, Duration least, Duration most) {
        String text = string(name);
        try {
            Duration duration = Duration.parse(text);
            if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    name + " \"" + Printable.shortened(text) + "\" is no ISO 8601 duration such as PT1H", e);
        }
        throw new IllegalArgumentException(
                name + " " + Printable.shortened(text) + " is not in " + least + ".." + most);
    }

    /** So many numbers. */
    double[] numbers(String name, int count) {
        if (fields.get(name) instanceof JsonArray array && array.elements().size() == count) {
            List<Double> numbers = array.elements().stream()
                    .filter(JsonNumber.class::isInstance)
                    .map(element -> ((JsonNumber) element).asDouble())
                    .toList();
            if (numbers.size() == count) {
                return numbers.stream().mapToDouble(Double::doubleValue).toArray();
            }
        }
        throw new IllegalArgumentException("\"" + name + "\" must be an array of " + count + " numbers");
    }

    /** A set of names; empty if the field is left out. */
    <T> Set<T> names(String name, Function<String, T> make) {
        JsonValue value = fields.get(name);
        if (value == null) {
            return Set.of();
        }
        Set<T> made = new HashSet<>();
        if (value instanceof JsonArray array) {
            for (JsonValue element : array.elements()) {
                if (!(element instanceof JsonString string)) {
                    throw new IllegalArgumentException("\"" + name + "\" must hold strings only");
                }
                made.add(make.apply(string.value()));
            }
        }
        if (made.isEmpty()) {
            throw new IllegalArgumentException("\"" + name + "\" must be an array that is not empty, or left out");
        }
        return Set.copyOf(made);
    }
}

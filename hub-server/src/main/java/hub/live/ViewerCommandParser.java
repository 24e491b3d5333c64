package hub.live;

import hub.json.JsonReader;
import hub.json.JsonSyntaxException;
import hub.json.JsonValue;
import hub.json.JsonValue.JsonArray;
import hub.json.JsonValue.JsonNumber;
import hub.json.JsonValue.JsonObject;
import hub.json.JsonValue.JsonString;
import hub.live.ViewerCommand.Invalid;
import hub.live.ViewerCommand.Mode;
import hub.live.ViewerCommand.Subscribe;
import hub.live.ViewerCommand.Unsubscribe;
import hub.protocol.DeviceId;
import hub.protocol.Metric;
import hub.text.Printable;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Parses what viewers send. Any text gives a command, if only an invalid one. */
final class ViewerCommandParser {

    private static final int LAST_ID = 65_535;

    private ViewerCommandParser() {}

    static ViewerCommand parse(String text) {
        Map<String, JsonValue> fields;
        try {
            if (!(JsonReader.read(text) instanceof JsonObject object)) {
                return new Invalid("bad-message", "the message is no JSON object", 0);
            }
            fields = object.members();
        } catch (JsonSyntaxException e) {
            return new Invalid("bad-message", "not JSON: " + e.getMessage(), 0);
        }
        int id = id(fields);
        try {
            return command(fields, id);
        } catch (IllegalArgumentException e) {
            return new Invalid("bad-subscription", String.valueOf(e.getMessage()), id);
        }
    }

    private static ViewerCommand command(Map<String, JsonValue> fields, int id) {
        String type = string(fields, "type");
        if (id == 0) {
            throw new IllegalArgumentException("\"id\" must be a whole number from 1 to 65535");
        }
        return switch (type) {
            case "subscribe" -> new Subscribe(id, mode(fields), selection(fields), history(fields));
            case "unsubscribe" -> new Unsubscribe(id);
            default ->
                new Invalid(
                        "unknown-type",
                        "type \"" + Printable.shortened(type) + "\" is unknown; known are subscribe, unsubscribe",
                        id);
        };
    }

    private static int id(Map<String, JsonValue> fields) {
        try {
            if (fields.get("id") instanceof JsonNumber number) {
                long id = number.asLong();
                return id >= 1 && id <= LAST_ID ? (int) id : 0;
            }
        } catch (ArithmeticException e) {
            // No whole number; said by whoever needs it.
        }
        return 0;
    }

    private static Mode mode(Map<String, JsonValue> fields) {
        String name = string(fields, "mode");
        for (Mode mode : Mode.values()) {
            if (mode.name().toLowerCase(Locale.ROOT).equals(name)) {
                return mode;
            }
        }
        throw new IllegalArgumentException(
                "mode \"" + Printable.shortened(name) + "\" is unknown; known are fleet, latest, every, events");
    }

    private static Selection selection(Map<String, JsonValue> fields) {
        return new Selection(strings(fields, "devices", DeviceId::new), strings(fields, "metrics", Metric::new));
    }

    private static <T> Set<T> strings(Map<String, JsonValue> fields, String name, Function<String, T> make) {
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

    private static Duration history(Map<String, JsonValue> fields) {
        if (!fields.containsKey("history")) {
            return LiveOptions.DEFAULT_HISTORY;
        }
        String text = string(fields, "history");
        try {
            Duration history = Duration.parse(text);
            if (history.isNegative() || history.compareTo(LiveOptions.MAX_HISTORY) > 0) {
                throw new IllegalArgumentException("history " + text + " is not in PT0S.." + LiveOptions.MAX_HISTORY);
            }
            return history;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "history \"" + Printable.shortened(text) + "\" is no ISO 8601 duration such as PT1H", e);
        }
    }

    private static String string(Map<String, JsonValue> fields, String name) {
        if (fields.get(name) instanceof JsonString string) {
            return string.value();
        }
        throw new IllegalArgumentException("\"" + name + "\" is missing or no string");
    }
}

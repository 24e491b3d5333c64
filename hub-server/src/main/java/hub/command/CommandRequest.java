package hub.command;

import hub.json.JsonReader;
import hub.json.JsonSyntaxException;
import hub.json.JsonValue;
import hub.json.JsonValue.JsonObject;
import hub.json.JsonValue.JsonString;
import hub.text.Printable;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the body of a request asks for.
 *
 * @param name 1 to 64 characters of {@code A-Z a-z 0-9 . _ : -}
 * @param expiresIn 1 s to 30 days
 */
record CommandRequest(String name, JsonObject args, Duration expiresIn) {

    private static final Set<String> KNOWN = Set.of("name", "args", "expiresIn");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
    private static final Duration USUAL = Duration.ofDays(1);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(30);

    /** @throws IllegalArgumentException with what is wrong with it */
    static CommandRequest parse(String body) {
        JsonValue json;
        try {
            json = JsonReader.read(body);
        } catch (JsonSyntaxException e) {
            throw new IllegalArgumentException("the body is not JSON: " + e.getMessage());
        }
        if (!(json instanceof JsonObject object)) {
            throw new IllegalArgumentException("the body is no object");
        }
        for (String member : object.members().keySet()) {
            if (!KNOWN.contains(member)) {
                throw new IllegalArgumentException(
                        "member " + quoted(member) + " is unknown; known are name, args, expiresIn");
            }
        }
        return new CommandRequest(name(object), args(object), expiresIn(object));
    }

    private static String name(JsonObject object) {
        if (object.members().get("name") instanceof JsonString name
                && NAME.matcher(name.value()).matches()) {
            return name.value();
        }
        throw new IllegalArgumentException("name must be 1 to 64 characters of A-Z a-z 0-9 . _ : -");
    }

    private static JsonObject args(JsonObject object) {
        JsonValue args = object.members().getOrDefault("args", new JsonObject(Map.of()));
        if (args instanceof JsonObject given) {
            return given;
        }
        throw new IllegalArgumentException("args is no object");
    }

    private static Duration expiresIn(JsonObject object) {
        JsonValue given = object.members().get("expiresIn");
        if (given == null) {
            return USUAL;
        }
        if (given instanceof JsonString text) {
            try {
                Duration duration = Duration.parse(text.value());
                if (duration.compareTo(SHORTEST) >= 0 && duration.compareTo(LONGEST) <= 0) {
                    return duration;
                }
            } catch (DateTimeParseException e) {
                // Said below.
            }
        }
        throw new IllegalArgumentException("expiresIn is no ISO 8601 duration from PT1S to P30D, such as PT10M");
    }

    private static String quoted(String text) {
        return '"' + Printable.shortened(text) + '"';
    }
}

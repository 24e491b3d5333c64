package hub.protocol.testing;

import hub.json.JsonValue;
import hub.json.JsonValue.JsonArray;
import hub.json.JsonValue.JsonNumber;
import hub.json.JsonValue.JsonObject;
import hub.json.JsonValue.JsonString;
import hub.protocol.Channel;
import hub.protocol.ChannelTable;
import hub.protocol.Metric;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * One golden file: what some bytes or some text mean (see {@code frames/README.md}).
 *
 * @param name the file's name without {@code .json}
 * @param json all that it says
 */
public record Golden(String name, JsonObject json) {

    /** The frame's bytes, from position 0 to the limit; a new buffer for each call. */
    public ByteBuffer bytes() {
        return bytes(string(json, "hex"));
    }

    /** The bytes of hex digits with spaces and line breaks between them. */
    public static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replaceAll("\\s+", "")));
    }

    /** The channels that its device may use. */
    public ChannelTable channels() {
        return ChannelTable.STANDARD.with(
                elements(json, "channels").stream().map(Golden::channel).toList());
    }

    /** Whether it has that part: {@code frame}, {@code ack}, {@code refusal}. */
    public boolean has(String part) {
        return json.members().containsKey(part);
    }

    /** That part of it. */
    public JsonObject part(String part) {
        return object(json, part);
    }

    /** The member of that name, which must be there. */
    public static JsonValue member(JsonObject object, String name) {
        return find(object, name).orElseThrow(() -> new NoSuchElementException(name + " in " + object));
    }

    /** The member of that name, if it is there. */
    public static Optional<JsonValue> find(JsonObject object, String name) {
        return Optional.ofNullable(object.members().get(name));
    }

    /** An object in an object. */
    public static JsonObject object(JsonObject object, String name) {
        return (JsonObject) member(object, name);
    }

    /** A string in an object. */
    public static String string(JsonObject object, String name) {
        return ((JsonString) member(object, name)).value();
    }

    /** A whole number in an object; one beyond 2⁵³ is written as a string. */
    public static long integer(JsonObject object, String name) {
        return integer(member(object, name));
    }

    /** A whole number; one beyond 2⁵³ is written as a string. */
    public static long integer(JsonValue value) {
        return value instanceof JsonString string ? Long.parseLong(string.value()) : ((JsonNumber) value).asLong();
    }

    /** The elements of an array in an object; none if it is not there. */
    public static List<JsonValue> elements(JsonObject object, String name) {
        return find(object, name).map(value -> ((JsonArray) value).elements()).orElse(List.of());
    }

    /** A channel as goldens and hellos write it. */
    public static Channel channel(JsonValue value) {
        JsonObject channel = (JsonObject) value;
        return new Channel(
                (int) integer(channel, "id"), new Metric(string(channel, "metric")), string(channel, "unit"));
    }

    /** The file's name. */
    @Override
    public String toString() {
        return name;
    }
}

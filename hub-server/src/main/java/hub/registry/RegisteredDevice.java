package hub.registry;

import hub.json.JsonWriter;
import hub.protocol.DeviceId;
import hub.protocol.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A device as the operator knows it.
 *
 * @param tokens hashes of its tokens: none, one, or two while one takes the place of the other
 * @param disabled whether it may not connect, whatever it shows
 * @param tags at most 32, each 1 to 64 characters
 * @param location where it is, exactly; null if nobody said
 * @param exactPublished whether everybody who may read may know exactly; others get two decimals
 * @param notes at most 4,096 characters
 * @param createdMicros in µs since 1970
 */
public record RegisteredDevice(
        DeviceId id,
        List<TokenHash> tokens,
        boolean disabled,
        Set<String> tags,
        @Nullable Location location,
        boolean exactPublished,
        String notes,
        long createdMicros)
        implements Registered {

    private static final int MAX_TAGS = 32;
    private static final int MAX_TAG = 64;
    private static final int MAX_NOTES = 4_096;

    /** @throws IllegalArgumentException if a part is too long, or there are too many */
    public RegisteredDevice {
        tokens = List.copyOf(tokens);
        requireTags(tags);
        if (notes.length() > MAX_NOTES) {
            throw new IllegalArgumentException(
                    "notes have " + notes.length() + " characters, the most is " + MAX_NOTES);
        }
    }

    /** A device of which nothing is known but its name. */
    public static RegisteredDevice of(DeviceId id, long nowMicros) {
        return new RegisteredDevice(id, List.of(), false, Set.of(), null, false, "", nowMicros);
    }

    static void requireTags(Set<String> tags) {
        if (tags.size() > MAX_TAGS) {
            throw new IllegalArgumentException(tags.size() + " tags; the most is " + MAX_TAGS);
        }
        for (String tag : tags) {
            if (tag.isBlank() || tag.length() > MAX_TAG || tag.chars().anyMatch(c -> c < ' ' || c == 127 || c == ';')) {
                throw new IllegalArgumentException(
                        "a tag is 1 to " + MAX_TAG + " characters, without control characters and ';'");
            }
        }
    }

    /** With a new token; an older one goes on until then, one older still ends at once. */
    RegisteredDevice rotated(String sha256, long olderUntilMicros, long nowMicros) {
        List<TokenHash> next = new ArrayList<>();
        next.add(new TokenHash(sha256, nowMicros, TokenHash.FOR_GOOD));
        if (!tokens.isEmpty() && olderUntilMicros > nowMicros) {
            next.add(new TokenHash(
                    tokens.get(0).sha256(),
                    tokens.get(0).madeMicros(),
                    Math.min(olderUntilMicros, tokens.get(0).untilMicros())));
        }
        return withTokens(next);
    }

    RegisteredDevice withTokens(List<TokenHash> next) {
        return new RegisteredDevice(id, next, disabled, tags, location, exactPublished, notes, createdMicros);
    }

    RegisteredDevice withDisabled() {
        return new RegisteredDevice(id, tokens, true, tags, location, exactPublished, notes, createdMicros);
    }

    /** With these tags and no others. */
    public RegisteredDevice withTags(Set<String> next) {
        return new RegisteredDevice(id, tokens, disabled, next, location, exactPublished, notes, createdMicros);
    }

    /** With what the fields name; the rest as it was. */
    public RegisteredDevice changed(Fields fields) {
        return new RegisteredDevice(
                id,
                tokens,
                fields.flag("disabled").orElse(disabled),
                fields.has("tags") ? new TreeSet<>(fields.texts("tags")) : tags,
                fields.has("location")
                        ? fields.object("location")
                                .map(RegisteredDevice::location)
                                .orElse(null)
                        : location,
                fields.flag("exactPublished").orElse(exactPublished),
                fields.text("notes").orElse(notes),
                createdMicros);
    }

    private static Location location(Fields fields) {
        fields.only("lat", "lon");
        return new Location(need(fields, "lat"), need(fields, "lon"));
    }

    private static double need(Fields fields, String name) {
        return fields.number(name)
                .orElseThrow(() -> new IllegalArgumentException("\"location\" needs \"lat\" and \"lon\""));
    }

    @Override
    public String name() {
        return id.value();
    }

    /** How many tokens open it now. */
    public int validTokens(long nowMicros) {
        return (int) tokens.stream().filter(token -> token.isValid(nowMicros)).count();
    }

    /** Writes what {@link #write} does, and when it was registered and its tokens were made; nothing that is secret. */
    public JsonWriter writeWithTokens(JsonWriter json, long nowMicros) {
        write(json).name("created").value(Times.text(createdMicros));
        json.name("tokens").value(validTokens(nowMicros));
        List<TokenHash> valid =
                tokens.stream().filter(token -> token.isValid(nowMicros)).toList();
        boolean known = !valid.isEmpty() && valid.get(0).madeMicros() > 0;
        json.name("tokenMade").value(known ? Times.text(valid.get(0).madeMicros()) : null);
        return json.name("olderTokenUntil")
                .value(valid.size() < 2 ? null : Times.text(valid.get(1).untilMicros()));
    }

    @Override
    public JsonWriter write(JsonWriter json) {
        json.name("id").value(id.value()).name("disabled").value(disabled);
        json.name("tags").beginArray();
        new TreeSet<>(tags).forEach(json::value);
        json.endArray();
        Location place = location;
        if (place != null) {
            json.name("location").beginObject();
            json.name("lat").value(place.lat()).name("lon").value(place.lon()).endObject();
        }
        json.name("exactPublished").value(exactPublished).name("notes").value(notes);
        return json;
    }

    @Override
    public String stored() {
        JsonWriter json = write(new JsonWriter().beginObject()).name("created").value(createdMicros);
        json.name("tokens").beginArray();
        for (TokenHash token : tokens) {
            json.beginObject().name("sha256").value(token.sha256());
            json.name("made").value(token.madeMicros());
            json.name("until").value(token.untilMicros()).endObject();
        }
        return json.endArray().endObject().toString();
    }

    static RegisteredDevice stored(String text) {
        Fields fields = Fields.of(text);
        List<TokenHash> tokens = fields.objects("tokens").stream()
                .map(token -> new TokenHash(
                        token.needText("sha256"),
                        token.integer("made").orElse(0L),
                        token.integer("until").orElse(TokenHash.FOR_GOOD)))
                .toList();
        return of(new DeviceId(fields.needText("id")), fields.integer("created").orElse(0L))
                .withTokens(tokens)
                .changed(fields);
    }
}

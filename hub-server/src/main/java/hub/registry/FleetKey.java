package hub.registry;

import hub.json.JsonWriter;
import java.util.Set;
import java.util.TreeSet;

/**
 * A key that new devices of a fleet have in common, to get a token of their own with.
 *
 * @param sha256 of the key, lower case hex
 * @param prefix what ids that it may claim begin with; of keys of older hubs perhaps empty, for any
 * @param tags what its devices get
 * @param claimsLeft how many devices it may still claim
 * @param untilMicros when it ends, in µs since 1970; {@link Long#MAX_VALUE} if it does not
 */
public record FleetKey(String name, String sha256, String prefix, Set<String> tags, long claimsLeft, long untilMicros)
        implements Registered {

    /** @throws IllegalArgumentException if a part is of another form */
    public FleetKey {
        User.requireName("fleet key", name);
        RegisteredDevice.requireTags(tags);
        if (claimsLeft < 0) {
            throw new IllegalArgumentException("\"claims\" must be 1 or more");
        }
    }

    FleetKey used() {
        return new FleetKey(name, sha256, prefix, tags, claimsLeft - 1, untilMicros);
    }

    @Override
    public JsonWriter write(JsonWriter json) {
        json.name("name").value(name).name("prefix").value(prefix).name("tags").beginArray();
        new TreeSet<>(tags).forEach(json::value);
        json.endArray().name("claimsLeft").value(claimsLeft);
        return json.name("expires").value(untilMicros == Long.MAX_VALUE ? null : Times.text(untilMicros));
    }

    @Override
    public String stored() {
        return write(new JsonWriter().beginObject())
                .name("sha256")
                .value(sha256)
                .name("until")
                .value(untilMicros)
                .endObject()
                .toString();
    }

    static FleetKey stored(String text) {
        Fields fields = Fields.of(text);
        return new FleetKey(
                fields.needText("name"),
                fields.needText("sha256"),
                fields.text("prefix").orElse(""),
                Set.copyOf(fields.texts("tags")),
                fields.integer("claimsLeft").orElse(0L),
                fields.integer("until").orElse(Long.MAX_VALUE));
    }
}

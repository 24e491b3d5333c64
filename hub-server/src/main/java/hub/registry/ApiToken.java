package hub.registry;

import hub.json.JsonWriter;
import java.util.EnumSet;
import java.util.Set;

/**
 * A program's token.
 *
 * @param sha256 of the token, lower case hex
 * @param scopes what it lets do, at least one
 * @param untilMicros when it ends, in µs since 1970; {@link Long#MAX_VALUE} if it does not
 */
public record ApiToken(String name, String sha256, Set<Permission> scopes, long createdMicros, long untilMicros)
        implements Registered {

    /** @throws IllegalArgumentException if the name is of another form, or there is no scope */
    public ApiToken {
        User.requireName("token", name);
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException(
                    "a token needs at least one scope of " + Permission.words(Permission.ALL));
        }
    }

    @Override
    public JsonWriter write(JsonWriter json) {
        json.name("name").value(name).name("scopes").beginArray();
        EnumSet.copyOf(scopes).forEach(scope -> json.value(scope.word()));
        json.endArray().name("created").value(Times.text(createdMicros));
        return json.name("expires").value(untilMicros == Long.MAX_VALUE ? null : Times.text(untilMicros));
    }

    @Override
    public String stored() {
        JsonWriter json = new JsonWriter().beginObject().name("name").value(name);
        json.name("sha256").value(sha256).name("scopes").beginArray();
        EnumSet.copyOf(scopes).forEach(scope -> json.value(scope.word()));
        json.endArray().name("created").value(createdMicros);
        return json.name("until").value(untilMicros).endObject().toString();
    }

    static ApiToken stored(String text) {
        Fields fields = Fields.of(text);
        return new ApiToken(
                fields.needText("name"),
                fields.needText("sha256"),
                scopes(fields),
                fields.integer("created").orElse(0L),
                fields.integer("until").orElse(Long.MAX_VALUE));
    }

    /** Those that the fields name. */
    public static Set<Permission> scopes(Fields fields) {
        Set<Permission> scopes = EnumSet.noneOf(Permission.class);
        fields.texts("scopes").forEach(word -> scopes.add(Permission.parse(word)));
        return scopes;
    }
}

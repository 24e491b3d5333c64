package hub.registry;

import hub.json.JsonWriter;
import hub.protocol.DeviceId;

/**
 * A person.
 *
 * @param name 1 to 64 characters of {@code A-Z a-z 0-9 . _ : -}
 * @param passwordHash as Argon2id writes it, with its parameters
 * @param createdMicros in µs since 1970
 */
public record User(String name, Role role, String passwordHash, boolean disabled, long createdMicros)
        implements Registered {

    /** @throws IllegalArgumentException if the name is of another form */
    public User {
        requireName("user", name);
    }

    static void requireName(String what, String name) {
        if (DeviceId.parse(name).isEmpty()) {
            throw new IllegalArgumentException(
                    "the name of a " + what + " is 1 to 64 characters of A-Z a-z 0-9 . _ : -");
        }
    }

    @Override
    public JsonWriter write(JsonWriter json) {
        return json.name("name")
                .value(name)
                .name("role")
                .value(role.word())
                .name("disabled")
                .value(disabled)
                .name("created")
                .value(Times.text(createdMicros));
    }

    @Override
    public String stored() {
        return new JsonWriter()
                .beginObject()
                .name("name")
                .value(name)
                .name("role")
                .value(role.word())
                .name("disabled")
                .value(disabled)
                .name("passwordHash")
                .value(passwordHash)
                .name("created")
                .value(createdMicros)
                .endObject()
                .toString();
    }

    static User stored(String text) {
        Fields fields = Fields.of(text);
        return new User(
                fields.needText("name"),
                Role.parse(fields.needText("role")),
                fields.needText("passwordHash"),
                fields.flag("disabled").orElse(false),
                fields.integer("created").orElse(0L));
    }
}

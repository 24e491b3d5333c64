package hub.registry;

import hub.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * A change of one thing.
 *
 * @param action what was done, such as rotate
 * @param before as it was; null if it is new
 * @param after as it will be; null if it is to go
 */
record Edit<T extends Registered>(
        Shelf<T> shelf,
        String action,
        @Nullable T before,
        @Nullable T after) {

    /** The action after which nothing is to be told of what was. */
    static final String ERASE = "erase";

    /** To be called when the change is on the disk. */
    void apply() {
        if (after != null) {
            shelf.byName().put(after.name(), after);
        } else if (before != null) {
            shelf.byName().remove(before.name());
        }
    }

    /** The line of the log. */
    String line(Actor actor, long nowMicros) {
        T named = after == null ? before : after;
        JsonWriter json = begin(actor, nowMicros, action, shelf.kind(), named == null ? "" : named.name());
        write(json, "before", action.equals(ERASE) ? null : before);
        write(json, "after", after);
        return json.endObject().toString();
    }

    /** The line of what changes nothing that is registered. */
    static String line(Actor actor, long nowMicros, String action, String kind, String name) {
        return begin(actor, nowMicros, action, kind, name).endObject().toString();
    }

    private static JsonWriter begin(Actor actor, long nowMicros, String action, String kind, String name) {
        JsonWriter json = new JsonWriter().beginObject().name("time").value(Times.text(nowMicros));
        json.name("actor").value(actor.name()).name("address").value(actor.address());
        json.name("action").value(action).name("kind").value(kind);
        return json.name("name").value(name);
    }

    private static void write(JsonWriter json, String name, @Nullable Registered one) {
        if (one != null) {
            one.write(json.name(name).beginObject()).endObject();
        }
    }
}

package hub.registry;

import hub.protocol.DeviceId;
import hub.registry.RegistryException.Reason;
import hub.text.Printable;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The keys of fleets. */
public final class KeyRegistry {

    private final Registry registry;
    private final Shelf<FleetKey> shelf;

    KeyRegistry(Registry registry, Shelf<FleetKey> shelf) {
        this.registry = registry;
        this.shelf = shelf;
    }

    public Collection<FleetKey> all() {
        return shelf.byName().values();
    }

    /**
     * Adds a key.
     *
     * @param prefix what ids that it may claim begin with, 1 to 63 characters of an id: a key that is stolen must not take names
     *     that are meant for others
     * @param claims for how many devices it is good
     * @param untilMicros when it ends, in µs since 1970
     * @return the key itself, which cannot be shown again
     * @throws IllegalArgumentException if a part is of another form
     */
    public String add(Actor actor, String name, String prefix, Set<String> tags, long claims, long untilMicros) {
        if (prefix.length() >= DeviceId.MAX_LENGTH || DeviceId.parse(prefix).isEmpty()) {
            throw new IllegalArgumentException(
                    "\"prefix\" is \"" + Printable.shortened(prefix) + "\", but must be what the"
                            + " ids begin with that the key may claim: 1 to " + (DeviceId.MAX_LENGTH - 1)
                            + " characters of A-Z a-z 0-9 . _ : -");
        }
        synchronized (registry) {
            if (shelf.byName().containsKey(name)) {
                throw new RegistryException(Reason.EXISTS, "there is a fleet key " + name + " already");
            }
            String key = Secrets.token();
            FleetKey added = new FleetKey(name, Secrets.sha256(key), prefix, tags, claims, untilMicros);
            registry.apply(actor, List.of(new Edit<>(shelf, "add", null, added)));
            return key;
        }
    }

    /** Ends a key; devices that have claimed with it keep their tokens. */
    public void remove(Actor actor, String name) {
        synchronized (registry) {
            FleetKey before = shelf.byName().get(name);
            if (before == null) {
                throw new RegistryException(Reason.UNKNOWN, "there is no such fleet key");
            }
            registry.apply(actor, List.of(new Edit<>(shelf, "remove", before, null)));
        }
    }
}

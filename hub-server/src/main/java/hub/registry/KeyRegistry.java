package hub.registry;

import hub.registry.RegistryException.Reason;
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
     * @param prefix what ids that it may claim begin with; empty for any
     * @param claims for how many devices it is good
     * @param untilMicros when it ends, in µs since 1970
     * @return the key itself, which cannot be shown again
     */
    public String add(Actor actor, String name, String prefix, Set<String> tags, long claims, long untilMicros) {
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

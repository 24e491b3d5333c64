package hub.registry;

import hub.protocol.DeviceId;
import hub.registry.RegistryException.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The devices that are registered, and what opens the hub to them. */
public final class DeviceRegistry {

    /** Whether a device may connect with what it shows. */
    public enum Verdict {
        VALID,
        WRONG,
        DISABLED
    }

    private final Registry registry;
    private final Shelf<RegisteredDevice> shelf;
    private final Shelf<FleetKey> keys;

    DeviceRegistry(Registry registry, Shelf<RegisteredDevice> shelf, Shelf<FleetKey> keys) {
        this.registry = registry;
        this.shelf = shelf;
        this.keys = keys;
    }

    /** Another number after every change, of this or of another part of the registry. */
    public long version() {
        return registry.version();
    }

    public Optional<RegisteredDevice> find(DeviceId id) {
        return Optional.ofNullable(shelf.byName().get(id.value()));
    }

    public boolean isRegistered(DeviceId id) {
        return shelf.byName().containsKey(id.value());
    }

    /** All, by their ids. */
    public Collection<RegisteredDevice> all() {
        return shelf.byName().values();
    }

    /** Those with all of the tags. */
    public Set<DeviceId> tagged(Collection<String> tags) {
        return all().stream()
                .filter(device -> device.tags().containsAll(tags))
                .map(RegisteredDevice::id)
                .collect(Collectors.toSet());
    }

    /** Whether a token's hash opens a device. Takes as long for one that is not known. */
    public Verdict check(DeviceId id, String sha256) {
        RegisteredDevice device = find(id).orElse(null);
        boolean fits = false;
        for (TokenHash token : device == null ? NOBODY : device.tokens()) {
            fits |= token.fits(sha256, registry.nowMicros());
        }
        if (device != null && device.disabled()) {
            return fits ? Verdict.DISABLED : Verdict.WRONG;
        }
        return fits ? Verdict.VALID : Verdict.WRONG;
    }

    /** Nobody's hash is no hash of anything, and it has ended. */
    private static final List<TokenHash> NOBODY = List.of(new TokenHash("0".repeat(64), 0, Long.MIN_VALUE));

    /**
     * Registers new devices, all or none.
     *
     * @param withTokens whether they get tokens now
     * @return their tokens, which are not kept and cannot be shown again; none if they were not asked for
     * @throws RegistryException if there is one already
     */
    public Map<DeviceId, String> add(Actor actor, List<RegisteredDevice> devices, boolean withTokens) {
        synchronized (registry) {
            Map<DeviceId, String> tokens = new LinkedHashMap<>();
            List<Edit<RegisteredDevice>> edits = new ArrayList<>();
            Set<String> seen = new TreeSet<>();
            for (RegisteredDevice device : devices) {
                if (shelf.byName().containsKey(device.name()) || !seen.add(device.name())) {
                    throw new RegistryException(Reason.EXISTS, "device " + device.id() + " is registered already");
                }
                RegisteredDevice added = device;
                if (withTokens) {
                    String token = Secrets.token();
                    tokens.put(device.id(), token);
                    added = device.rotated(Secrets.sha256(token), 0, registry.nowMicros());
                }
                edits.add(new Edit<>(shelf, "add", null, added));
            }
            registry.apply(actor, edits);
            return tokens;
        }
    }

    /** Changes what the fields name of a device. */
    public RegisteredDevice change(Actor actor, DeviceId id, Fields fields) {
        return change(actor, id, "change", device -> device.changed(fields));
    }

    /**
     * Gives a device another token.
     *
     * @param graceMicros for how long the older one goes on, in µs, 0 or more
     * @return the token, which cannot be shown again
     */
    public String rotate(Actor actor, DeviceId id, long graceMicros) {
        String token = Secrets.token();
        RegisteredDevice unused = change(actor, id, "rotate", device -> {
            long now = registry.nowMicros();
            return device.rotated(Secrets.sha256(token), now + graceMicros, now);
        });
        return token;
    }

    /** Ends all tokens of a device and disables it, so that no other way lets it in either. */
    public void revoke(Actor actor, DeviceId id) {
        RegisteredDevice unused = change(
                actor, id, "revoke", device -> device.withTokens(List.of()).withDisabled());
    }

    private RegisteredDevice change(Actor actor, DeviceId id, String action, UnaryOperator<RegisteredDevice> change) {
        synchronized (registry) {
            RegisteredDevice before = need(id);
            RegisteredDevice after = change.apply(before);
            registry.apply(actor, List.of(new Edit<>(shelf, action, before, after)));
            return after;
        }
    }

    /** @throws RegistryException if it is not registered */
    public RegisteredDevice need(DeviceId id) {
        return find(id).orElseThrow(() -> new RegistryException(Reason.UNKNOWN, "device " + id + " is not registered"));
    }

    /** Forgets a device; what it has sent stays. */
    public void remove(Actor actor, DeviceId id) {
        synchronized (registry) {
            registry.apply(actor, List.of(new Edit<>(shelf, "remove", need(id), null)));
        }
    }

    /** Forgets a device, whose data is to be erased; it need not be registered. Of it the log has only the name. */
    public void erase(Actor actor, DeviceId id) {
        synchronized (registry) {
            RegisteredDevice before = find(id).orElseGet(() -> RegisteredDevice.of(id, registry.nowMicros()));
            registry.apply(actor, List.of(new Edit<>(shelf, Edit.ERASE, before, null)));
        }
    }

    /**
     * Lets a device have a token for a fleet's key, once: a device that has a token keeps it.
     *
     * @param heldElsewhere whether another list of tokens knows the device
     * @return its token
     * @throws RegistryException if the key does not let it
     */
    public String claim(String fleetKey, DeviceId id, String address, boolean heldElsewhere) {
        synchronized (registry) {
            long now = registry.nowMicros();
            FleetKey key = key(fleetKey, now);
            RegisteredDevice before = find(id).orElse(null);
            RegisteredDevice known =
                    before == null ? RegisteredDevice.of(id, now).withTags(key.tags()) : before;
            if (!id.value().startsWith(key.prefix()) || key.claimsLeft() == 0 || known.disabled()) {
                throw new RegistryException(Reason.NOT_ALLOWED, "this key may not claim device " + id);
            }
            if (heldElsewhere || known.validTokens(now) > 0) {
                throw new RegistryException(
                        Reason.EXISTS, "device " + id + " has a token already; an operator can rotate it");
            }
            String token = Secrets.token();
            registry.apply(
                    new Actor("fleet key " + key.name(), address),
                    List.of(
                            new Edit<>(shelf, "claim", before, known.rotated(Secrets.sha256(token), 0, now)),
                            new Edit<>(keys, "claim", key, key.used())));
            return token;
        }
    }

    /** The name of a fleet's key that is good now; empty if what is shown is none. */
    public Optional<String> keyName(String shown) {
        return goodKey(shown, registry.nowMicros()).map(FleetKey::name);
    }

    private FleetKey key(String shown, long nowMicros) {
        return goodKey(shown, nowMicros)
                .orElseThrow(() -> new RegistryException(Reason.UNKNOWN, "a valid fleet key is needed, as bearer"));
    }

    private Optional<FleetKey> goodKey(String shown, long nowMicros) {
        String hash = Secrets.sha256(shown);
        return keys.byName().values().stream()
                .filter(key -> Secrets.isSame(key.sha256(), hash) && nowMicros < key.untilMicros())
                .findFirst();
    }
}

package hub.registry;

import hub.registry.RegistryException.Reason;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The users. */
public final class UserRegistry {

    private final Registry registry;
    private final Shelf<User> shelf;

    UserRegistry(Registry registry, Shelf<User> shelf) {
        this.registry = registry;
        this.shelf = shelf;
    }

    public Optional<User> find(String name) {
        return Optional.ofNullable(shelf.byName().get(name));
    }

    public Collection<User> all() {
        return shelf.byName().values();
    }

    /**
     * Adds a user.
     *
     * @throws RegistryException if there is one of that name
     */
    public User add(Actor actor, String name, Role role, String passwordHash) {
        synchronized (registry) {
            if (shelf.byName().containsKey(name)) {
                throw new RegistryException(Reason.EXISTS, "there is a user " + name + " already");
            }
            User added = new User(name, role, passwordHash, false, registry.nowMicros());
            registry.apply(actor, List.of(new Edit<>(shelf, "add", null, added)));
            return added;
        }
    }

    /** Changes what is there of a user; empty leaves as it was. */
    public User change(
            Actor actor, String name, Optional<Role> role, Optional<String> passwordHash, Optional<Boolean> disabled) {
        synchronized (registry) {
            User before = need(name);
            User after = new User(
                    name,
                    role.orElse(before.role()),
                    passwordHash.orElse(before.passwordHash()),
                    disabled.orElse(before.disabled()),
                    before.createdMicros());
            if (after.disabled() || after.role() != Role.ADMIN) {
                requireOtherAdmin(before);
            }
            String action = passwordHash.isPresent() ? "change password" : "change";
            registry.apply(actor, List.of(new Edit<>(shelf, action, before, after)));
            return after;
        }
    }

    /** Removes a user. */
    public void remove(Actor actor, String name) {
        synchronized (registry) {
            User before = need(name);
            requireOtherAdmin(before);
            registry.apply(actor, List.of(new Edit<>(shelf, "remove", before, null)));
        }
    }

    private User need(String name) {
        return find(name).orElseThrow(() -> new RegistryException(Reason.UNKNOWN, "there is no such user"));
    }

    /** Without an admin nobody could make another one. */
    private void requireOtherAdmin(User leaving) {
        boolean another = all().stream()
                .anyMatch(user -> user.role() == Role.ADMIN
                        && !user.disabled()
                        && !user.name().equals(leaving.name()));
        if (leaving.role() == Role.ADMIN && !leaving.disabled() && !another) {
            throw new RegistryException(Reason.NOT_ALLOWED, leaving.name() + " is the only admin: make another first");
        }
    }
}

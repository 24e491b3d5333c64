package hub.registry;

import hub.registry.RegistryException.Reason;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The tokens of programs. */
public final class TokenRegistry {

    private final Registry registry;
    private final Shelf<ApiToken> shelf;

    TokenRegistry(Registry registry, Shelf<ApiToken> shelf) {
        this.registry = registry;
        this.shelf = shelf;
    }

    public Collection<ApiToken> all() {
        return shelf.byName().values();
    }

    /** The token with that hash, if it has not ended. */
    public Optional<ApiToken> find(String sha256) {
        ApiToken found = null;
        for (ApiToken token : all()) {
            if (Secrets.isSame(token.sha256(), sha256) && registry.nowMicros() < token.untilMicros()) {
                found = token;
            }
        }
        return Optional.ofNullable(found);
    }

    /**
     * Adds a token.
     *
     * @param untilMicros when it ends, in µs since 1970
     * @return the token itself, which cannot be shown again
     */
    public String add(Actor actor, String name, Set<Permission> scopes, long untilMicros) {
        synchronized (registry) {
            if (shelf.byName().containsKey(name)) {
                throw new RegistryException(Reason.EXISTS, "there is a token " + name + " already");
            }
            String token = Secrets.token();
            ApiToken added = new ApiToken(name, Secrets.sha256(token), scopes, registry.nowMicros(), untilMicros);
            registry.apply(actor, List.of(new Edit<>(shelf, "add", null, added)));
            return token;
        }
    }

    /** Ends a token. */
    public void remove(Actor actor, String name) {
        synchronized (registry) {
            ApiToken before = shelf.byName().get(name);
            if (before == null) {
                throw new RegistryException(Reason.UNKNOWN, "there is no such token");
            }
            registry.apply(actor, List.of(new Edit<>(shelf, "remove", before, null)));
        }
    }
}

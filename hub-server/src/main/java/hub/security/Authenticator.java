package hub.security;

import hub.registry.ApiToken;
import hub.registry.Permission;
import hub.registry.Registry;
import hub.registry.Secrets;
import hub.registry.User;
import io.undertow.server.HttpServerExchange;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who makes a request: a program by its token, a person by a session, or anybody where that does. */
public final class Authenticator {

    /** Of the token file: what its words have always meant. */
    private static final Set<Permission> FILE_VIEWER = Set.of(Permission.READ, Permission.SQL);

    private static final Set<Permission> FILE_OPERATOR =
            Set.of(Permission.IMPORT, Permission.COMMAND, Permission.BACKUP);

    private static final Principal OPEN =
            Principal.of("anybody, of an open hub", Set.copyOf(EnumSet.allOf(Permission.class)), () -> true);
    private static final Principal ANONYMOUS = Principal.of("anonymous", Set.of(Permission.READ), () -> true);

    private final boolean open;
    private final boolean anonymousRead;
    private final TokenFile file;
    private final Registry registry;
    private final Sessions sessions;

    /**
     * @param open whether authentication is off
     * @param anonymousRead whether who shows nothing may read
     */
    public Authenticator(boolean open, boolean anonymousRead, TokenFile file, Registry registry, Sessions sessions) {
        this.open = open;
        this.anonymousRead = anonymousRead;
        this.file = file;
        this.registry = registry;
        this.sessions = sessions;
    }

    boolean isOpen() {
        return open;
    }

    /** Who it is; empty if nobody known. Wrong credentials are nobody's, also where none would do. */
    Optional<Principal> identify(HttpServerExchange exchange) {
        if (open) {
            return Optional.of(OPEN);
        }
        Optional<Credentials> shown = Credentials.of(exchange, List.of());
        if (shown.isPresent()) {
            return byToken(shown.get().token());
        }
        Optional<Principal> session = sessions.find(exchange);
        return session.isPresent() || !anonymousRead ? session : Optional.of(ANONYMOUS);
    }

    /** Whose token it is. */
    public Optional<Principal> byToken(String token) {
        return byHash(Secrets.sha256(token));
    }

    Optional<Principal> byHash(String hash) {
        Optional<ApiToken> known = registry.tokens().find(hash);
        if (known.isPresent()) {
            String name = "token " + known.get().name();
            return Optional.of(Principal.of(
                    name,
                    known.get().scopes(),
                    () -> registry.tokens().find(hash).isPresent()));
        }
        if (file.isOf(TokenFile.Kind.VIEWER, hash)) {
            return Optional.of(Principal.of(
                    "a viewer of the token file", FILE_VIEWER, () -> file.isOf(TokenFile.Kind.VIEWER, hash)));
        }
        return file.isOf(TokenFile.Kind.OPERATOR, hash)
                ? Optional.of(Principal.of(
                        "an operator of the token file", FILE_OPERATOR, () -> file.isOf(TokenFile.Kind.OPERATOR, hash)))
                : Optional.empty();
    }

    /** The user of that name, as long as it is one who may come in with the password of now. */
    public Optional<Principal> byUser(String name, String passwordHash) {
        return registry.users()
                .find(name)
                .filter(user -> !user.disabled() && user.passwordHash().equals(passwordHash))
                .map(user -> of(user, passwordHash));
    }

    private Principal of(User user, String passwordHash) {
        return Principal.of(
                Principal.ofUser(user.name()),
                user.role().permissions(),
                () -> byUser(user.name(), passwordHash)
                        .filter(now -> now.permissions().equals(user.role().permissions()))
                        .isPresent());
    }

    /** Whether anybody could come in and change something; before that somebody must be made. */
    public boolean knowsNobody() {
        return !open
                && registry.users().all().isEmpty()
                && registry.tokens().all().isEmpty()
                && file.names(TokenFile.Kind.VIEWER).isEmpty()
                && file.names(TokenFile.Kind.OPERATOR).isEmpty();
    }
}

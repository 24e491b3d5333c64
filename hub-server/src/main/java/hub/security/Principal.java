package hub.security;

import hub.registry.Permission;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Somebody that the hub knows, or lets in without.
 *
 * @param name as the log of changes has it, such as {@code user ann}
 * @param valid whether what was shown is still good; any thread may ask
 * @param ofBrowser whether a browser sends it by itself, so that a page of somebody else's could have it sent
 */
public record Principal(String name, Set<Permission> permissions, BooleanSupplier valid, boolean ofBrowser) {

    private static final String USER = "user ";

    /** What the log of changes calls a user. */
    public static String ofUser(String user) {
        return USER + user;
    }

    /** The name of the user that it is; empty for a program, and for anybody. */
    public Optional<String> user() {
        return name.startsWith(USER) ? Optional.of(name.substring(USER.length())) : Optional.empty();
    }

    static Principal of(String name, Set<Permission> permissions, BooleanSupplier valid) {
        return new Principal(name, permissions, valid, false);
    }

    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }
}

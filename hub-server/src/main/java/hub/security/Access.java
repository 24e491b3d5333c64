package hub.security;

import hub.registry.Permission;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a call asks of who makes it. */
public enum Access {
    /** Nothing; or the call looks at what it is shown itself. */
    ANYONE(null),
    /** The device's own token, or one that may send as any device. */
    DEVICE(Permission.INGEST),
    /** Being known at all. */
    KNOWN(null),
    READ(Permission.READ),
    SQL(Permission.SQL),
    IMPORT(Permission.IMPORT),
    COMMAND(Permission.COMMAND),
    BACKUP(Permission.BACKUP),
    DEVICES(Permission.DEVICES),
    ADMIN(Permission.ADMIN);

    private final @Nullable Permission permission;

    Access(@Nullable Permission permission) {
        this.permission = permission;
    }

    /** The permission that is needed, if one is. */
    public Optional<Permission> permission() {
        return Optional.ofNullable(permission);
    }

    boolean lets(Principal principal) {
        return permission == null || principal.permissions().contains(permission);
    }
}

package hub.registry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a user is, and so may do. */
public enum Role {
    VIEWER,
    ANALYST,
    OPERATOR,
    ADMIN;

    private static final Set<Permission> OF_VIEWERS = Set.of(Permission.READ);
    private static final Set<Permission> OF_ANALYSTS = Set.of(Permission.READ, Permission.SQL);
    private static final Set<Permission> OF_OPERATORS = Set.of(
            Permission.READ,
            Permission.SQL,
            Permission.IMPORT,
            Permission.COMMAND,
            Permission.BACKUP,
            Permission.DEVICES);
    private static final Set<Permission> OF_ADMINS = Set.of(
            Permission.READ,
            Permission.SQL,
            Permission.IMPORT,
            Permission.COMMAND,
            Permission.BACKUP,
            Permission.DEVICES,
            Permission.ADMIN);

    public Set<Permission> permissions() {
        return switch (this) {
            case VIEWER -> OF_VIEWERS;
            case ANALYST -> OF_ANALYSTS;
            case OPERATOR -> OF_OPERATORS;
            case ADMIN -> OF_ADMINS;
        };
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException naming the known ones */
    public static Role parse(String word) {
        return Arrays.stream(values())
                .filter(role -> role.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("role '" + word + "' is unknown; known are "
                        + Arrays.stream(values()).map(Role::word).collect(Collectors.joining(", "))));
    }
}

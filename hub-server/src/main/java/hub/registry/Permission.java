package hub.registry;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What somebody may be let do. A token for a program has any of these as its scopes; a user's role has some. */
public enum Permission {
    /** See readings, devices and events. */
    READ,
    /** Ask in SQL. */
    SQL,
    /** Send readings as any device. */
    INGEST,
    /** Bring in files of readings, of any device. */
    IMPORT,
    /** Give devices commands. */
    COMMAND,
    /** Have backups made. */
    BACKUP,
    /** Change the registry of devices, and see where they are exactly. */
    DEVICES,
    /** Change users, tokens and keys, and see who changed what. */
    ADMIN;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException naming the known ones */
    public static Permission parse(String word) {
        return Arrays.stream(values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("scope '" + word + "' is unknown; known are " + words(ALL)));
    }

    static final Set<Permission> ALL = EnumSet.allOf(Permission.class);

    /** In their order, with commas. */
    public static String words(Set<Permission> permissions) {
        return Arrays.stream(values())
                .filter(permissions::contains)
                .map(Permission::word)
                .collect(Collectors.joining(", "));
    }
}

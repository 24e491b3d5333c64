package hub.admin;

import hub.registry.Fields;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which lines of the log of changes are asked for. */
final class AuditFilter {

    /** Those that a line must have as they are, and those of which a part will do. */
    private static final List<String> WHOLE = List.of("kind", "action");

    private static final List<String> PARTS = List.of("name", "actor", "address");
    private static final Set<String> ALL =
            Set.of("before", "limit", "kind", "action", "name", "actor", "address", "from", "to");

    /** A clock that was set back puts older times above newer ones. */
    private static final Duration CLOCKS_WERE_SET = Duration.ofDays(1);

    private final Map<String, String> whole = new LinkedHashMap<>();
    private final Map<String, String> parts = new LinkedHashMap<>();
    private final Instant from;
    private final Instant to;

    /** @throws IllegalArgumentException if a parameter is unknown, or a time is none */
    AuditFilter(Map<String, Deque<String>> parameters) {
        for (String name : parameters.keySet()) {
            if (!ALL.contains(name)) {
                throw new IllegalArgumentException("parameter '" + name + "' is unknown; known are before, limit, kind,"
                        + " action, name, actor, address, from, to");
            }
        }
        WHOLE.forEach(name -> put(parameters, name, whole));
        PARTS.forEach(name -> put(parameters, name, parts));
        from = time(parameters, "from", Instant.MIN);
        to = time(parameters, "to", Instant.MAX);
    }

    private static void put(Map<String, Deque<String>> parameters, String name, Map<String, String> wanted) {
        Deque<String> values = parameters.get(name);
        if (values != null && !values.getFirst().isBlank()) {
            wanted.put(name, values.getFirst().strip().toLowerCase(Locale.ROOT));
        }
    }

    private static Instant time(Map<String, Deque<String>> parameters, String name, Instant otherwise) {
        Deque<String> values = parameters.get(name);
        if (values == null) {
            return otherwise;
        }
        try {
            return Instant.parse(values.getFirst());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("parameter '" + name + "' is no time such as 2026-01-31T12:00:00Z", e);
        }
    }

    boolean fits(Fields line) {
        Instant time = time(line);
        return !time.isBefore(from)
                && time.isBefore(to)
                && whole.entrySet().stream()
                        .allMatch(wanted -> text(line, wanted.getKey()).equals(wanted.getValue()))
                && parts.entrySet().stream()
                        .allMatch(wanted -> text(line, wanted.getKey()).contains(wanted.getValue()));
    }

    private static Instant time(Fields line) {
        return Instant.parse(line.needText("time"));
    }

    private static String text(Fields line, String name) {
        return line.text(name).orElse("").toLowerCase(Locale.ROOT);
    }

    /** Whether neither this line nor an older one can be asked for. */
    boolean isPast(Fields line) {
        return from.isAfter(Instant.MIN) && time(line).isBefore(from.minus(CLOCKS_WERE_SET));
    }
}

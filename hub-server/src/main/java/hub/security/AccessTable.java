package hub.security;

import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.PathTemplateMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may do what: every call of the hub and its sockets, and what each asks. What is not in here is not let through.
 */
public final class AccessTable {

    /**
     * A line of the table.
     *
     * @param method of HTTP; GET stands for HEAD, too
     * @param path with parameters in braces
     */
    public record Rule(String method, String path, Access access) {}

    /** The files of the dashboard: all that is not found otherwise and no call. */
    public static final Rule FILES = new Rule("GET", "/", Access.READ);

    private static final List<Rule> RULES = new Lines()
            .of(Access.ANYONE, "GET /healthz", "GET /readyz")
            .of(Access.ANYONE, "GET /login", "POST /login", "GET /login.css", "GET /setup", "POST /setup")
            .of(Access.ANYONE, "POST /api/v1/claim")
            .of(Access.KNOWN, "POST /logout", "GET /api/v1/session")
            .of(Access.KNOWN, "GET /account", "POST /account", "POST /api/v1/session/password")
            .of(Access.DEVICE, "GET /ws/devices/{device}")
            .of(Access.READ, "GET /ws/live", "GET /metrics", "GET /api/docs", "GET /api/docs/docs.css")
            .of(Access.READ, "GET /api/v1/openapi.json", "GET /api/v1/dashboard")
            .of(Access.READ, "GET /api/v1/devices", "GET /api/v1/devices/{device}")
            .of(Access.READ, "GET /api/v1/devices/{device}/sessions", "GET /api/v1/devices/{device}/commands")
            .of(Access.READ, "GET /api/v1/devices/{device}/commands/{command}")
            .of(Access.READ, "GET /api/v1/readings", "GET /api/v1/latest", "GET /api/v1/series")
            .of(Access.READ, "GET /api/v1/metrics", "GET /api/v1/coverage", "GET /api/v1/events")
            .of(Access.READ, "GET /api/v1/air-quality", "GET /api/v1/air-quality/latest")
            .of(Access.READ, "GET /api/v1/air-quality/tables")
            .of(Access.READ, prometheus("GET", "query", "query_range", "series", "labels"))
            .of(Access.READ, prometheus("POST", "query", "query_range", "series", "labels"))
            .of(Access.READ, prometheus("GET", "label/{label}/values", "metadata", "status/buildinfo"))
            .of(Access.SQL, "POST /api/v1/sql")
            .of(Access.IMPORT, "POST /api/v1/import")
            .of(Access.COMMAND, "POST /api/v1/devices/{device}/commands")
            .of(Access.BACKUP, "POST /api/v1/backup")
            .of(Access.DEVICES, "GET /api/v1/registry/devices", "POST /api/v1/registry/devices")
            .of(Access.DEVICES, "POST /api/v1/registry/import")
            .of(Access.DEVICES, "GET /api/v1/registry/devices/{device}", "PATCH /api/v1/registry/devices/{device}")
            .of(Access.DEVICES, "DELETE /api/v1/registry/devices/{device}")
            .of(Access.DEVICES, "POST /api/v1/registry/devices/{device}/rotate")
            .of(Access.DEVICES, "POST /api/v1/registry/devices/{device}/revoke")
            .of(Access.ADMIN, "GET /api/v1/fleet-keys", "POST /api/v1/fleet-keys", "DELETE /api/v1/fleet-keys/{name}")
            .of(Access.ADMIN, "GET /api/v1/users", "POST /api/v1/users", "PATCH /api/v1/users/{name}")
            .of(Access.ADMIN, "DELETE /api/v1/users/{name}", "GET /api/v1/tokens", "POST /api/v1/tokens")
            .of(Access.ADMIN, "DELETE /api/v1/tokens/{name}", "GET /api/v1/audit")
            .of(Access.ADMIN, "GET /api/v1/sessions", "DELETE /api/v1/sessions/{session}")
            .of(Access.ADMIN, "DELETE /api/v1/users/{name}/sessions")
            .rules;

    private static final PathTemplateMatcher<Map<HttpString, Access>> PATHS = paths();

    private AccessTable() {}

    private static String[] prometheus(String method, String... calls) {
        return Stream.of(calls)
                .map(call -> method + " /api/v1/prometheus/api/v1/" + call)
                .toArray(String[]::new);
    }

    /** Collects lines. */
    private static final class Lines {

        private final List<Rule> rules = new ArrayList<>();

        Lines of(Access access, String... calls) {
            for (String call : calls) {
                int space = call.indexOf(' ');
                rules.add(new Rule(call.substring(0, space), call.substring(space + 1), access));
            }
            return this;
        }
    }

    private static PathTemplateMatcher<Map<HttpString, Access>> paths() {
        Map<String, Map<HttpString, Access>> byPath = new LinkedHashMap<>();
        for (Rule rule : RULES) {
            byPath.computeIfAbsent(rule.path(), path -> new LinkedHashMap<>())
                    .put(new HttpString(rule.method()), rule.access());
        }
        PathTemplateMatcher<Map<HttpString, Access>> paths = new PathTemplateMatcher<>();
        byPath.forEach(paths::add);
        return paths;
    }

    /** All lines, but for the dashboard's files. */
    public static List<Rule> rules() {
        return List.copyOf(RULES);
    }

    /**
     * What a call asks. A method that a path does not take asks what the path's first one does: whoever may know of the
     * path hears from it which methods it takes.
     *
     * @return empty if there is no such call
     */
    static Optional<Access> find(HttpString method, String path) {
        if (!path.startsWith("/")) {
            return Optional.empty(); // Handlers behind would put the slash there themselves.
        }
        PathTemplateMatcher.PathMatchResult<Map<HttpString, Access>> match = PATHS.match(withoutSlash(path));
        if (match != null) {
            Map<HttpString, Access> methods = match.getValue();
            Access access = methods.get(method.equals(Methods.HEAD) ? Methods.GET : method);
            return Optional.of(
                    access != null ? access : methods.values().iterator().next());
        }
        if (path.equals("/ws/devices") || path.startsWith("/ws/devices/")) {
            return Optional.of(Access.DEVICE); // What is no device's name hears that from the socket.
        }
        if (path.startsWith("/api/v1/prometheus/")) {
            return Optional.of(Access.READ); // What is no call of Prometheus' hears that in its form.
        }
        boolean call = path.equals("/api") || path.startsWith("/api/") || path.startsWith("/ws/");
        boolean reads = method.equals(Methods.GET) || method.equals(Methods.HEAD);
        return call || !reads ? Optional.empty() : Optional.of(FILES.access());
    }

    /** The methods that a path takes, with commas; empty if there is no such path. */
    public static String methods(String path) {
        PathTemplateMatcher.PathMatchResult<Map<HttpString, Access>> match = PATHS.match(withoutSlash(path));
        return match == null
                ? ""
                : match.getValue().keySet().stream().map(HttpString::toString).collect(Collectors.joining(", "));
    }

    private static String withoutSlash(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}

package hub.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hub.registry.Permission;
import hub.registry.Role;
import hub.security.Access;
import hub.security.AccessTable;
import hub.security.AccessTable.Rule;
import hub.security.TokenFile;
import hub.testing.RawHttp;
import hub.testing.RawHttp.Answer;
import hub.testing.TestHub;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of access, cell by cell, over a real hub: each call by each role, each scope, a stranger and a device. */
@TestInstance(Lifecycle.PER_CLASS)
class AccessTableTest {

    private static final Set<String> SOCKETS = Set.of("/ws/live", "/ws/devices/{device}");

    /** The dashboard's own. */
    private static final Set<String> UNDOCUMENTED = Set.of("/api/v1/dashboard");

    private TestHub hub;

    /** Of each caller the token, and what it may do. */
    private final Map<String, Caller> callers = new LinkedHashMap<>();

    private record Caller(String token, Set<Permission> permissions) {}

    @SuppressWarnings("NullAway.Init")
    AccessTableTest() {}

    @BeforeAll
    void start(@TempDir Path data) {
        String all = DeviceCallsTest.adminToken(data);
        String device = TestHub.token(data, TokenFile.Kind.DEVICE, "A");
        hub = TestHub.start(data, settings -> settings.withTokens().withBackups(data.resolve("backups")));
        Calls admin = new Calls(hub, all);
        for (Role role : Role.values()) {
            callers.put("role " + role.word(), make(admin, "role-" + role.word(), role.permissions()));
        }
        for (Permission scope : Permission.values()) {
            callers.put("scope " + scope.word(), make(admin, "scope-" + scope.word(), Set.of(scope)));
        }
        callers.put("device", new Caller(device, Set.of()));
        callers.put("stranger", new Caller("", Set.of()));
    }

    private static Caller make(Calls admin, String name, Set<Permission> permissions) {
        String scopes = permissions.stream().map(one -> '"' + one.word() + '"').collect(Collectors.joining(","));
        String body = "{\"name\":\"" + name + "\",\"scopes\":[" + scopes + "]}";
        return new Caller(admin.text("POST", "/api/v1/tokens", body, 201, "token"), permissions);
    }

    @AfterAll
    void stop() {
        hub.close();
    }

    static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>(AccessTable.rules());
        rules.add(AccessTable.FILES);
        return rules;
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyCellIsAsTheTableSays(Rule rule) {
        callers.forEach((name, caller) -> {
            Answer answer = call(rule, caller.token());
            int status = answer.status();
            String cell = name + ": " + rule.method() + " " + rule.path() + " answers " + status;
            if (rule.path().equals("/setup")) {
                assertThat(answer.body()).as(cell).contains("This link was used"); // By the page itself.
            } else if (rule.path().equals("/api/v1/claim")) {
                assertThat(answer.body()).as(cell).contains("a valid fleet key is needed"); // By the call itself.
            } else if (isLet(rule, name, caller)) {
                assertThat(status).as(cell).isNotIn(401, 403);
            } else if (name.equals("stranger") || name.equals("device") || rule.access() == Access.DEVICE) {
                assertThat(status).as(cell).isEqualTo(401);
            } else {
                assertThat(status).as(cell).isEqualTo(403);
            }
        });
    }

    private static boolean isLet(Rule rule, String name, Caller caller) {
        return switch (rule.access()) {
            case ANYONE -> true;
            case DEVICE -> name.equals("device") || caller.permissions().contains(Permission.INGEST);
            case KNOWN -> !caller.permissions().isEmpty();
            case READ, SQL, IMPORT, COMMAND, BACKUP, DEVICES, ADMIN ->
                rule.access()
                        .permission()
                        .map(needed -> caller.permissions().contains(needed))
                        .orElse(false);
        };
    }

    /** With nothing that does anything: a body that is none, names that nobody has. */
    private Answer call(Rule rule, String token) {
        String path = rule.path()
                .replace("{device}", SOCKETS.contains(rule.path()) ? "A" : "nobody")
                .replace("{name}", "nobody")
                .replace("{session}", "nobody")
                .replace("{label}", "device")
                .replace("{command}", "c-0");
        List<String> headers = new ArrayList<>(RawHttp.upgrade(hub.address()));
        if (!SOCKETS.contains(rule.path())) {
            headers.removeIf(header -> header.toLowerCase(Locale.ROOT).matches("(connection|upgrade|sec-).*"));
            headers.add("Content-Length: 0");
        }
        if (!token.isEmpty()) {
            headers.add("Authorization: Bearer " + token);
        }
        String query = path.equals("/api/v1/backup") ? "?name=.none" : "";
        return RawHttp.ask(hub.address(), rule.method() + " " + path + query + " HTTP/1.1", headers);
    }

    @Test
    void everyCallOfTheDocumentIsInTheTable() throws IOException {
        JsonNode document = document();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> call : path.getValue().properties()) {
                assertThat(AccessTable.rules())
                        .as(call.getKey() + " " + path.getKey())
                        .anyMatch(rule -> rule.method().equalsIgnoreCase(call.getKey())
                                && rule.path().equals(path.getKey()));
            }
        }
    }

    /** Whatever slashes are put around a path: who may only read must not do more. */
    @Test
    void otherWaysToWriteAPathOpenNothing() {
        String reader = Objects.requireNonNull(callers.get("scope read")).token();
        for (String call : List.of("/api/v1/import", "/api/v1/backup", "/api/v1/sql", "/api/v1/users")) {
            String absolute = "http://" + hub.address().getAuthority();
            for (String target : List.of(
                    absolute + call.substring(1) + "//",
                    absolute + call + "//",
                    call + "/",
                    call + "//",
                    "/" + call,
                    "//" + call + "//",
                    call + ";a=b",
                    "/." + call,
                    call.replace("/v1", "/%76%31"),
                    "/x/.." + call)) {
                Answer answer = RawHttp.ask(
                        hub.address(),
                        "POST " + target + " HTTP/1.1",
                        List.of(
                                "Host: " + hub.address().getAuthority(),
                                "Authorization: Bearer " + reader,
                                "Content-Length: 0"));
                assertThat(answer.status()).as(target).isIn(400, 403, 404, 405);
            }
        }
    }

    private static JsonNode document() throws IOException {
        try (var in = AccessTableTest.class.getResourceAsStream("/hub/history/openapi.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    /** But for pages, sockets, and what the document is shown with. */
    @Test
    void everyCallOfTheTableIsInTheDocument() throws IOException {
        JsonNode document = document();
        for (Rule rule : AccessTable.rules()) {
            if (rule.path().startsWith("/api/v1/") && !UNDOCUMENTED.contains(rule.path())) {
                assertThat(document.path("paths")
                                .path(rule.path())
                                .has(rule.method().toLowerCase(Locale.ROOT)))
                        .as(rule.method() + " " + rule.path())
                        .isTrue();
            }
        }
    }

    /** What is not in the table does not answer, not even to whoever may do everything. */
    @Test
    void whatIsNotInTheTableIsNotLetThrough() {
        Calls admin =
                new Calls(hub, Objects.requireNonNull(callers.get("role admin")).token());
        for (String path : List.of("/api/v1/none", "/api/none", "/ws/none", "/api/v2/devices", "/api/v1/devices/A/x")) {
            assertThat(admin.status("GET", path, "")).as(path).isEqualTo(404);
            assertThat(new Calls(hub, "").status("GET", path, "")).as(path).isEqualTo(401);
        }
    }
}

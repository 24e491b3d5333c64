package hub.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hub.testing.Frames;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The OpenAPI document, held against the hub that serves it. */
class OpenApiTest {

    private static final Pattern KNOWN = Pattern.compile("(?:known are|this call takes none)(.*)$");
    private static final Set<String> OF_BUCKETS = Set.of("tz", "fn", "fill", "group", "interval");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path data;

    private static TestHub hub = unstarted();
    private static JsonNode document = JSON.createObjectNode();

    @SuppressWarnings("NullAway") // Before all tests there is one.
    private static TestHub unstarted() {
        return null;
    }

    @BeforeAll
    static void start() throws JsonProcessingException {
        hub = TestHub.start(data);
        Peer device = hub.welcomed("A");
        device.sendText("{\"type\":\"hello\",\"firmware\":\"1\",\"intervalSeconds\":10,"
                + "\"location\":{\"lat\":57.1,\"lon\":-2.1}}");
        device.sendRaw(Frames.wire(1, 1, 200)).awaitAck(1, 200);
        document = JSON.readTree(hub.get("/api/v1/openapi.json").body());
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    /** Who they are for is known to the registry; like Prometheus' calls, which have its rules, they are tested where they are built. */
    private static final Pattern TESTED_ELSEWHERE =
            Pattern.compile("/api/v1/(prometheus/.*|registry/.*|fleet-keys|users|tokens|audit|sessions?(/.*)?)");

    /** Every call that only asks, as its path. */
    static List<String> paths() throws JsonProcessingException {
        List<String> paths = new ArrayList<>();
        document.at("/paths").properties().forEach(path -> {
            if (path.getValue().has("get")
                    && !TESTED_ELSEWHERE.matcher(path.getKey()).matches()) {
                paths.add(path.getKey());
            }
        });
        assertThat(paths).hasSizeGreaterThan(10);
        return paths;
    }

    private static JsonNode call(String path) {
        return document.path("paths").path(path).path("get");
    }

    private static Stream<JsonNode> parameters(String path) {
        return StreamSupport.stream(call(path).path("parameters").spliterator(), false)
                .filter(parameter -> parameter.path("in").asText().equals("query"));
    }

    private static String address(String path) {
        return path.replace("{device}", "A").replace("{command}", "none");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void theParametersThatTheHubKnowsAreThoseOfTheDocument(String path) throws JsonProcessingException {
        HttpResponse<String> answer = hub.get(address(path) + "?zzz=1");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        Matcher known =
                KNOWN.matcher(JSON.readTree(answer.body()).path("detail").asText());
        assertThat(known.find()).isTrue();
        Set<String> names = Stream.of(known.group(1).strip().split(", ", -1))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(parameters(path).map(one -> one.path("name").asText())).containsExactlyInAnyOrderElementsOf(names);
    }

    @ParameterizedTest
    @MethodSource("paths")
    void everyParameterIsTakenAsTheDocumentSays(String path) {
        parameters(path).forEach(parameter -> {
            String name = parameter.path("name").asText();
            JsonNode words = parameter.path("schema").path("enum");
            if (words.isArray()) {
                words.forEach(word -> assertTaken(path, name, word.asText()));
                assertThat(status(path, name, "zzz")).isEqualTo(400);
            } else if (!name.equals("cursor")) {
                JsonNode example = parameter.path("example");
                assertThat(example.isMissingNode())
                        .as("%s has no example", name)
                        .isFalse();
                assertTaken(path, name, (example.isArray() ? example.get(0) : example).asText());
            }
            for (String bound : List.of("minimum", "maximum")) {
                if (parameter.path("schema").has(bound)) {
                    long value = parameter.path("schema").path(bound).asLong();
                    assertTaken(path, name, Long.toString(value));
                    assertThat(status(path, name, Long.toString(bound.equals("minimum") ? value - 1 : value + 1)))
                            .isEqualTo(400);
                }
            }
        });
    }

    private static void assertTaken(String path, String name, String value) {
        assertThat(status(path, name, value)).as("%s=%s", name, value).isEqualTo(200);
    }

    private static int status(String path, String name, String value) {
        List<String> query = new ArrayList<>();
        query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        boolean ranged =
                parameters(path).anyMatch(one -> one.path("name").asText().equals("from"));
        if (ranged && !name.equals("from")) {
            query.add("from=2026-01-01T00:00:00Z");
        }
        if (ranged && !name.equals("to")) {
            query.add("to=2026-01-01T00:10:00Z");
        }
        if (OF_BUCKETS.contains(name) && path.endsWith("/readings")) {
            query.add("step=PT1M");
        }
        if (name.equals("decimal") && !value.equals("point")) {
            query.add("format=csv-excel");
        }
        return hub.get(address(path) + "?" + String.join("&", query)).statusCode();
    }

    @ParameterizedTest
    @MethodSource("paths")
    void everyAnswerHasTheFormOfTheDocument(String path) throws JsonProcessingException {
        if (path.contains("{command}")) {
            return; // There is none; its form is that of the list.
        }
        String query = path.endsWith("coverage") ? "?from=2026-01-01T00:00:00Z&to=2026-01-01T00:10:00Z" : "";
        HttpResponse<String> answer = hub.get(address(path) + query);
        assertThat(answer.statusCode()).isEqualTo(200);
        String type = answer.headers().firstValue("content-type").orElseThrow().replaceFirst(";.*", "");
        JsonNode content =
                call(path).path("responses").path("200").path("content").path(type);
        assertThat(content.isMissingNode()).as(type).isFalse();
        if (type.equals("application/json")) {
            assertForm(JSON.readTree(answer.body()), content.path("schema"), path);
        }
    }

    private static void assertForm(JsonNode value, JsonNode schema, String where) {
        JsonNode form =
                schema.has("$ref") ? document.at(schema.path("$ref").asText().substring(1)) : schema;
        JsonNode types = form.path("type");
        List<String> allowed = new ArrayList<>();
        (types.isArray() ? types : JSON.createArrayNode().add(types)).forEach(type -> allowed.add(type.asText()));
        assertThat(type(value)).as(where).isIn(allowed.contains("number") ? with(allowed, "integer") : allowed);
        if (value.isArray()) {
            value.forEach(each -> assertForm(each, form.path("items"), where + "[]"));
        } else if (value.isObject() && form.has("properties")) {
            form.path("required")
                    .forEach(name -> assertThat(value.has(name.asText()))
                            .as("%s.%s", where, name)
                            .isTrue());
            value.properties().forEach(member -> {
                assertThat(form.path("properties").has(member.getKey()))
                        .as("%s.%s", where, member.getKey())
                        .isTrue();
                assertForm(
                        member.getValue(),
                        form.path("properties").path(member.getKey()),
                        where + "." + member.getKey());
            });
        } else if (value.isObject() && form.path("additionalProperties").isObject()) {
            value.forEach(each -> assertForm(each, form.path("additionalProperties"), where + ".*"));
        }
    }

    private static List<String> with(List<String> types, String more) {
        List<String> all = new ArrayList<>(types);
        all.add(more);
        return all;
    }

    private static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case NULL -> "null";
            case ARRAY -> "array";
            case OBJECT -> "object";
            default -> value.isIntegralNumber() ? "integer" : "number";
        };
    }

    @ParameterizedTest
    @MethodSource("paths")
    void problemsAreThoseOfTheDocument(String path) throws JsonProcessingException {
        JsonNode responses = call(path).path("responses");
        if (path.contains("{device}")) {
            assertProblem(hub.get(address(path).replace("/A", "/none")), 404, responses);
        }
        assertProblem(hub.get(address(path) + "?zzz=1"), 400, responses);
    }

    @Test
    void problemsOfTokensTimeAndSizeAreThoseOfTheDocument(
            @TempDir Path closed, @TempDir Path hasty, @TempDir Path small) throws JsonProcessingException {
        try (TestHub other = TestHub.start(closed, TestHub.Settings::withTokens)) {
            for (String path : paths()) {
                assertProblem(other.get(address(path)), 401, call(path).path("responses"));
            }
        }
        String coverage = "/api/v1/coverage?from=2000-01-01T00:00:00Z&to=now";
        try (TestHub other = TestHub.start(hasty, settings -> settings.withQueryTimeout(Duration.ofNanos(1)))) {
            other.welcomed("A")
                    .sendBinary(Frames.at(1, 1, Frames.BASE_MILLIS, 1))
                    .awaitAck(1, 1);
            assertProblem(
                    other.get("/api/v1/readings"), 503, call("/api/v1/readings").path("responses"));
            assertProblem(other.get(coverage), 503, call("/api/v1/coverage").path("responses"));
        }
        try (TestHub other = TestHub.start(small, settings -> settings.withMaxRows(1))) {
            other.welcomed("A").sendRaw(Frames.wire(1, 1, 2)).awaitAck(1, 2);
            assertProblem(
                    other.get("/api/v1/readings"), 422, call("/api/v1/readings").path("responses"));
        }
    }

    @Test
    void whatCallsThatSendSayIsInTheDocument() throws JsonProcessingException {
        String commands = "/api/v1/devices/{device}/commands";
        String json = "application/json";
        assertProblem(post(commands, json, "{\"name\":\"" + "x".repeat(5_000) + "\"}"), 413, posted(commands));
        assertProblem(post(commands, "text/plain", "{}"), 415, posted(commands));
        assertProblem(post(commands, json, "{}"), 400, posted(commands));
        assertProblem(post("/api/v1/backup", json, ""), 403, posted("/api/v1/backup"));
        assertProblem(post("/api/v1/import", "text/csv", "a,b\n"), 400, posted("/api/v1/import"));
        assertProblem(post("/api/v1/sql", "application/sql", "DROP ALL OBJECTS"), 400, posted("/api/v1/sql"));
        HttpResponse<String> imported =
                post("/api/v1/import", "text/csv", "time,device,metric,value\n2026-01-01T00:00:00Z,C,pm10,x\n");
        assertThat(imported.statusCode()).isEqualTo(200);
        assertForm(JSON.readTree(imported.body()), document.at("/components/schemas/Imported"), "imported");
    }

    private static HttpResponse<String> post(String path, String type, String body) {
        return hub.send(HttpRequest.newBuilder(hub.address().resolve(address(path)))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static JsonNode posted(String path) {
        return document.path("paths").path(path).path("post").path("responses");
    }

    private static void assertProblem(HttpResponse<String> answer, int status, JsonNode responses)
            throws JsonProcessingException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(responses.has(Integer.toString(status)))
                .as("%d is documented", status)
                .isTrue();
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertForm(JSON.readTree(answer.body()), document.at("/components/schemas/Problem"), "problem");
    }

    /** No script, no style and no address of another host: nothing that the hub's own policy would refuse. */
    @Test
    void thePageShowsEveryCallAndParameter() throws JsonProcessingException {
        HttpResponse<String> page = hub.get("/api/docs");
        assertThat(page.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
        assertThat(page.body()).doesNotContain("<script", "style=", "<style", "http://", "https://");
        for (String path : paths()) {
            assertThat(page.body()).contains("GET " + path);
            parameters(path)
                    .forEach(one -> assertThat(page.body())
                            .contains("<code>" + one.path("name").asText() + "</code>"));
        }
        assertThat(hub.get("/api/docs/docs.css").headers().firstValue("content-type"))
                .hasValue("text/css; charset=utf-8");
        assertThat(hub.get("/api/none").statusCode()).isEqualTo(404);
    }
}

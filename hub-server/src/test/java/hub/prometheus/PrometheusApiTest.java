package hub.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hub.protocol.frame.ReadingsFrameEncoder;
import hub.protocol.frame.TimeMode;
import hub.security.TokenFile;
import hub.testing.Frames;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prometheus' calls, as Grafana makes them. */
class PrometheusApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SECOND = Frames.BASE_MILLIS / 1_000;
    private static final String FORM = "application/x-www-form-urlencoded";

    @TempDir
    static Path data;

    private static TestHub hub = unstarted();

    @SuppressWarnings("NullAway") // Before all tests there is one.
    private static TestHub unstarted() {
        return null;
    }

    @BeforeAll
    static void start() {
        hub = TestHub.start(data);
        for (String device : new String[] {"A", "B"}) {
            try (Peer peer = hub.welcomed(device)) {
                peer.sendText(
                        "{\"type\":\"hello\",\"channels\":[{\"id\":1000,\"metric\":\"wind.gust\",\"unit\":\"m/s\"}]}");
                peer.sendRaw(Frames.wire(1, 1, 3)).awaitAck(1, 3);
                peer.sendBinary(ReadingsFrameEncoder.based(
                                        TimeMode.ABSOLUTE, false, true, true, 2, 1, Frames.BASE_MILLIS)
                                .add(1000, 0, 7.35)
                                .encode())
                        .awaitAck(2, 1);
            }
        }
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static String get(String call) {
        return hub.get(PrometheusApi.PATH + call).body();
    }

    private static HttpResponse<String> post(String call, String type, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(hub.address().resolve(PrometheusApi.PATH + call))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return hub.send(request.build());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void whatThereIsIsListed() {
        String ok = "{\"status\":\"success\",\"data\":";
        assertThat(get("/labels")).isEqualTo(ok + "[\"__name__\",\"device\"]}");
        assertThat(get("/label/device/values")).isEqualTo(ok + "[\"A\",\"B\"]}");
        assertThat(get("/label/__name__/values?match[]=" + encoded("{device=\"A\"}")))
                .isEqualTo(ok + "[\"temperature\",\"wind.gust\"]}");
        assertThat(get("/label/device/values?match[]=temperature&end=" + (SECOND - 1)))
                .isEqualTo(ok + "[]}");
        assertThat(get("/label/job/values")).isEqualTo(ok + "[]}");
        assertThat(get("/series?match[]=temperature&match[]=" + encoded("{device=~\"B.*\"}")))
                .isEqualTo(
                        ok + "[{\"__name__\":\"temperature\",\"device\":\"A\"},"
                                + "{\"__name__\":\"temperature\",\"device\":\"B\"},{\"__name__\":\"wind.gust\",\"device\":\"B\"}]}");
        assertThat(get("/label/device/values?limit=1"))
                .isEqualTo(ok + "[\"A\"],\"warnings\":[\"results truncated due to limit\"]}");
        assertThat(get("/metadata?metric=wind.gust"))
                .isEqualTo(
                        ok + "{\"wind.gust\":[{\"type\":\"gauge\",\"help\":\"readings in m/s\",\"unit\":\"m/s\"}]}}");
        assertThat(get("/status/buildinfo")).contains("\"version\":\"3.0.0\"");
    }

    /** As Grafana sends it: what is asked as a form, with more than the hub knows. */
    @Test
    void questionsMayBeForms() {
        String form = "query=" + encoded("{\"wind.gust\", device!=\"B\"}") + "&start=" + SECOND + ".000&end="
                + (SECOND + 15) + ".000&step=15&dedup=true";
        HttpResponse<String> answer = post("/query_range", FORM, form);
        assertThat(answer.body())
                .isEqualTo("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":"
                        + "{\"__name__\":\"wind.gust\",\"device\":\"A\"},\"values\":[[" + SECOND + ",\"7.35\"],["
                        + (SECOND + 15) + ",\"7.35\"]]}]}}");
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(post("/query", FORM + "; charset=utf-8", "query=wind&time=2026-01-01T00:00:00Z")
                        .body())
                .contains("\"result\":[]");
        assertThat(post("/labels", FORM, "").body()).contains("device");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                "rate(temperature[5m]); is of counters",
                "deriv(temperature[5m]); function 'deriv' is not there; there are selectors",
                "temperature offset 5m; 'offset' is not there",
                "temperature @ 5; '@' is not there",
                "temperature > 5; '>' is not there",
                "temperature + temperature; between two vectors is not there",
                "temperature[5m]; has no value by itself",
                "avg(temperature[5m]); goes with a function",
                "avg_over_time(temperature); takes a range",
                "avg_over_time(temperature[1h:5m]); subqueries",
                "avg_over_time(temperature[0s]); is not above 0",
                "quantile_over_time(temperature[5m]); begins with a number",
                "sum without (device) (temperature); 'without' is not there",
                "sum by (device temperature; where ',' should be",
                "sum(5); is of series",
                "topk(3, temperature); function 'topk' is not there",
                "{device=~'.*'}; at least one non-empty matcher",
                "{}; at least one non-empty matcher",
                "temperature{device=~'^A'}; always matches the whole label",
                "temperature{device=A}; where a string in quotes should be",
                "temperature{device>'A'}; compares no labels",
                "temperature{; where a label such as device should be",
                "temperature); ')' is not there",
                "temperature{device='A; a string is not closed",
                "temperature{device='\\x41'}; unknown escape sequence",
                "5 temperature; unexpected 'temperature'",
                "ñ; cannot be read",
                "'text'; unexpected 'text'"
            })
    void whatIsNotThereIsSaidInItsPlace(String expression, String why) throws JsonProcessingException {
        HttpResponse<String> answer = hub.get(PrometheusApi.PATH + "/query_range?start=0&end=10&step=5&query="
                + encoded(expression.replace('\'', '"')));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        JsonNode error = JSON.readTree(answer.body());
        assertThat(error.path("status").asText()).isEqualTo("error");
        assertThat(error.path("errorType").asText()).isEqualTo("bad_data");
        assertThat(error.path("error").asText().replace('"', '\'')).contains(why.replace('"', '\''));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                "/query; 400; \"query\": it is missing",
                "/query?query=1&time=never; 400; cannot be parsed to a valid timestamp",
                "/query?query=1&time=1e30; 400; years 1 to 9999",
                "/query?query=1&time=NaN; 400; years 1 to 9999",
                "/query_range?query=1&start=5&end=4&step=1; 400; end timestamp must not be before start time",
                "/query_range?query=1&start=0&end=4&step=0; 400; zero or negative query resolution step",
                "/query_range?query=1&start=0&end=4&step=x; 400; cannot be parsed to a valid duration",
                "/query_range?query=1&start=0&end=11001&step=1; 400; exceeded maximum resolution of 11,000 points",
                "/query_range?query=1&start=0&end=4; 400; \"step\": it is missing",
                "/series; 400; no match[] parameter provided",
                "/labels?limit=-1; 400; is no whole number from 0",
                "/rules; 404; '/rules' is not there",
                "/query?query=avg_over_time(%7B__name__%3D~%22.%2B%22%7D%5B1d%5D)&time=1767225700; 422; same labelset"
            })
    void whatIsWrongIsSaid(String call, int status, String why) throws JsonProcessingException {
        HttpResponse<String> answer = hub.get(PrometheusApi.PATH + call);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).path("error").asText()).contains(why);
    }

    @Test
    void elevenThousandStepsAreTaken() throws JsonProcessingException {
        JsonNode answer = JSON.readTree(get("/query_range?query=1&start=0&end=11000&step=1"));
        assertThat(answer.at("/data/result/0/values")).hasSize(11_001);
    }

    @Test
    void timeAndSizeHaveBounds(@TempDir Path hasty, @TempDir Path large) {
        try (TestHub other = TestHub.start(hasty, settings -> settings.withQueryTimeout(Duration.ofNanos(1)))) {
            other.welcomed("A").sendRaw(Frames.wire(1, 1, 3)).awaitAck(1, 3);
            HttpResponse<String> late = other.get(PrometheusApi.PATH + "/query?query=temperature");
            assertThat(late.statusCode()).isEqualTo(503);
            assertThat(late.body()).contains("\"errorType\":\"timeout\"");
        }
        assertThat(get("/query?query=temperature&timeout=1ms&time=0")).contains("success");
        try (TestHub other = TestHub.start(large, settings -> settings.withMost(200, 1))) {
            for (int device = 0; device < 96; device++) {
                try (Peer peer = other.welcomed("d" + device)) {
                    peer.sendBinary(Frames.at(1, 1)).awaitAck(1, 1);
                }
            }
            String question = "query_range?start=" + SECOND + "&end=" + (SECOND + 11_000) + "&step=1&query="
                    + encoded("last_over_time(temperature[1d])");
            HttpResponse<String> answer = other.get(PrometheusApi.PATH + "/" + question);
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains("\"errorType\":\"execution\"", "wider steps");
        }
    }

    @Test
    void onlyViewersAreAnswered(@TempDir Path closed) {
        String token = TestHub.token(closed, TokenFile.Kind.VIEWER, "grafana");
        try (TestHub other = TestHub.start(closed, TestHub.Settings::withTokens)) {
            String call = PrometheusApi.PATH + "/query?query=1";
            assertThat(other.get(call).statusCode()).isEqualTo(401);
            assertThat(other.get(call, "Authorization", "Bearer " + token).statusCode())
                    .isEqualTo(200);
        }
        assertThat(post("/query", FORM, "query=1", "Origin", "https://elsewhere.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("/metadata", FORM, "").statusCode()).isEqualTo(405);
        assertThat(post("/query", "text/plain", "query=1").statusCode()).isEqualTo(400);
    }

    /** The calls of the OpenAPI document and their parameters are those that there are. */
    @Test
    void theOpenApiDocumentKnowsThem() throws JsonProcessingException {
        JsonNode paths = JSON.readTree(hub.get("/api/v1/openapi.json").body()).path("paths");
        Set<String> calls = new HashSet<>();
        paths.fieldNames().forEachRemaining(path -> {
            if (path.startsWith(PrometheusApi.PATH)) {
                String call = path.substring(PrometheusApi.PATH.length());
                calls.add(call);
                Set<String> names = new HashSet<>();
                paths.path(path).at("/get/parameters").forEach(one -> {
                    if (one.path("in").asText().equals("query")) {
                        names.add(one.path("name").asText());
                    }
                });
                assertThat(names).as(path).isEqualTo(PrometheusApi.PARAMETERS.get(call));
                assertThat(paths.path(path).has("post"))
                        .as("%s takes forms", path)
                        .isEqualTo(post(call.replace("{label}", "device"), FORM, "")
                                        .statusCode()
                                != 405);
            }
        });
        assertThat(calls).isEqualTo(PrometheusApi.PARAMETERS.keySet());
    }
}

package hub.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hub.testing.Frames;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files for Grafana, with a hub that holds readings: what its panels and variables ask is answered, and not by nothing. */
class GrafanaTest {

    private static final Path FILES = Path.of("..", "grafana");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((?:(.*), )?([a-z_]+)\\)");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SECOND = Frames.BASE_MILLIS / 1_000;

    @TempDir
    Path data;

    private static JsonNode dashboard() throws IOException {
        return JSON.readTree(FILES.resolve("dashboards/telemetry-hub.json").toFile());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static JsonNode ask(TestHub hub, String call) {
        String body = hub.get(PrometheusApi.PATH + call).body();
        try {
            JsonNode answer = JSON.readTree(body);
            assertThat(answer.path("status").asText()).as(body).isEqualTo("success");
            return answer.path("data");
        } catch (JsonProcessingException e) {
            throw new AssertionError(body, e);
        }
    }

    private TestHub hub() {
        TestHub hub = TestHub.start(data);
        for (String device : List.of("A", "sensor-1.b")) {
            try (Peer peer = hub.welcomed(device)) {
                peer.sendBinary(Frames.many(1, 1, Frames.BASE_MILLIS, 100)).awaitAck(1, 1);
            }
        }
        return hub;
    }

    /** As Grafana puts them in: all devices, and a choice of some. */
    @ParameterizedTest
    @ValueSource(strings = {".+", "(A|sensor-1\\\\.b)"})
    void everyPanelShowsSomething(String devices) throws IOException {
        try (TestHub hub = hub()) {
            List<JsonNode> targets = dashboard().findValues("targets");
            assertThat(targets).hasSizeGreaterThan(3);
            for (JsonNode target : targets.stream().flatMap(GrafanaTest::each).toList()) {
                String expression = target.path("expr")
                        .asText()
                        .replace("$metric", "temperature")
                        .replace("$device", devices)
                        .replace("$__interval", "5m")
                        .replace("$__range", "24h");
                String times = target.path("instant").asBoolean()
                        ? "/query?time=" + (SECOND + 60)
                        : "/query_range?start=" + SECOND + "&end=" + (SECOND + 600) + "&step=300";
                assertThat(ask(hub, times + "&query=" + encoded(expression)).path("result"))
                        .as(expression)
                        .hasSize(expression.startsWith("max(") || expression.matches("(avg|min)\\(.*") ? 1 : 2);
            }
        }
    }

    private static java.util.stream.Stream<JsonNode> each(JsonNode array) {
        return java.util.stream.StreamSupport.stream(array.spliterator(), false);
    }

    @Test
    void everyVariableHasValues() throws IOException {
        try (TestHub hub = hub()) {
            for (JsonNode variable : dashboard().at("/templating/list")) {
                Matcher values =
                        LABEL_VALUES.matcher(variable.at("/query/query").asText());
                assertThat(values.matches()).as(variable.toString()).isTrue();
                String selector = values.group(1);
                String match =
                        selector == null ? "" : "?match[]=" + encoded(selector.replace("$metric", "temperature"));
                assertThat(ask(hub, "/label/" + values.group(2) + "/values" + match))
                        .isNotEmpty();
            }
        }
    }

    @Test
    void theDashboardsDataSourceIsTheOneProvisioned() throws IOException {
        String source = Files.readString(FILES.resolve("provisioning/datasources/telemetry-hub.yaml"));
        assertThat(source)
                .contains("uid: telemetry-hub\n", "url: $TELEMETRY_HUB_URL/api/v1/prometheus\n", "type: prometheus\n");
        assertThat("/api/v1/prometheus" + "/api/v1").isEqualTo(PrometheusApi.PATH);
        assertThat(dashboard().findValues("datasource"))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.path("uid").asText()).isEqualTo("telemetry-hub"));
        try (TestHub hub = hub()) {
            assertThat(source)
                    .contains("prometheusVersion: "
                            + ask(hub, "/status/buildinfo").path("version").asText());
        }
    }
}

package hub.history;

import static org.assertj.core.api.Assertions.assertThat;

import hub.protocol.frame.ReadingsFrameEncoder;
import hub.protocol.frame.TimeMode;
import hub.testing.Duck;
import hub.testing.Frames;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parquet files and Arrow streams say what the CSV says, to readers of another make. */
class TablesTest {

    private static final String PARQUET = "application/vnd.apache.parquet";
    private static final String ARROW = "application/vnd.apache.arrow.stream";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path data;

    @TempDir
    Path folder;

    private static TestHub hub = unstarted();

    @SuppressWarnings("NullAway") // Before all tests there is one.
    private static TestHub unstarted() {
        return null;
    }

    @BeforeAll
    static void start() {
        hub = TestHub.start(data);
        Peer a = hub.welcomed("A1");
        Peer b = hub.welcomed("B:1.x");
        a.sendBinary(encoder(1)
                        .add(2, 0, 7.35)
                        .add(2, 10_000, 8)
                        .add(2, 30_000, -0.5)
                        .add(5, 10_000, 21.37)
                        .add(2, 300_500, 1e-7)
                        .add(2, 400_000, 0.0)
                        .encode())
                .awaitAck(1, 1);
        a.sendBinary(encoder(2)
                        .add(2, 500_000, Double.MAX_VALUE)
                        .add(2, 500_001, Double.MAX_VALUE)
                        .encode())
                .awaitAck(1, 2);
        b.sendText("{\"type\":\"hello\",\"channels\":[{\"id\":1000,\"metric\":\"soil/top\",\"unit\":\"%\"}]}");
        b.sendBinary(encoder(1).add(1000, 10_000, 12.5).add(5, 10_000, 20).encode())
                .awaitAck(1, 1);
        ReadingsFrameEncoder micros =
                ReadingsFrameEncoder.based(TimeMode.ABSOLUTE, true, true, true, 1, 2, Frames.BASE_MILLIS * 1_000);
        b.sendBinary(micros.add(5, 123_457, 20.25).encode()).awaitAck(1, 2);
    }

    private static ReadingsFrameEncoder encoder(long seq) {
        return ReadingsFrameEncoder.based(TimeMode.ABSOLUTE, false, true, true, 1, seq, Frames.BASE_MILLIS);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "readings?",
                "readings?device=none",
                "readings?device=A1&limit=2",
                "readings?step=PT10S&fn=avg,min,count",
                "readings?step=PT10S&fn=avg&fill=null&from=2026-01-01T00:00:00Z&to=2026-01-01T00:01:00Z",
                "readings?step=PT1M&group=metric",
                "readings?step=P1D&fn=sum",
                "readings?layout=wide",
                "readings?layout=wide&device=none",
                "readings?layout=wide&step=PT1M&fn=max,count",
                "readings?layout=wide&step=PT10S&fn=avg&fill=null&from=2026-01-01T00:00:00Z&to=2026-01-01T00:01:00Z",
                "latest?"
            })
    void tablesSayWhatTheCsvSays(String call) throws SQLException, IOException {
        List<List<Object>> csv = Duck.csv(hub.get("/api/v1/" + call).body());
        try (Duck duck = Duck.open()) {
            assertThat(duck.parquet(load(call + "&format=parquet", PARQUET))).isEqualTo(csv);
            assertThat(duck.arrow(load(call + "&format=arrow", ARROW))).isEqualTo(csv);
        }
    }

    /** Columns of names stand before those of numbers. */
    @ParameterizedTest
    @ValueSource(strings = {"readings?qa=flag", "readings?qa=only", "readings?qa=flag&device=none"})
    void flagsAreAColumn(String call) throws SQLException, IOException {
        List<List<Object>> csv = Duck.csv(hub.get("/api/v1/" + call).body());
        csv.forEach(row -> Collections.swap(row, 3, 4));
        if (!call.contains("none")) {
            assertThat(csv).anyMatch(row -> "range".equals(row.get(3)));
        }
        try (Duck duck = Duck.open()) {
            assertThat(duck.parquet(load(call + "&format=parquet", PARQUET))).isEqualTo(csv);
            assertThat(duck.arrow(load(call + "&format=arrow", ARROW))).isEqualTo(csv);
        }
    }

    private Path load(String call, String type) {
        HttpResponse<Path> answer = load(call);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue(type);
        return answer.body();
    }

    private HttpResponse<Path> load(String call, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(hub.address().resolve("/api/v1/" + call));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            Path file = Files.createTempFile(folder, "answer", "");
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofFile(file));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFileTellsUnitsAndWhatItsRowsAreBetween() throws SQLException {
        Path file = load("readings?format=parquet", PARQUET);
        try (Duck duck = Duck.open()) {
            assertThat(duck.table("SELECT decode(key), decode(value) FROM parquet_kv_metadata('" + file + "')"))
                    .contains(List.of("unit:pm2_5", "µg/m³"), List.of("unit:soil/top", "%"));
            assertThat(duck.table("SELECT stats_min_value, stats_max_value, stats_null_count FROM parquet_metadata('"
                            + file + "') WHERE path_in_schema IN ('device', 'value')"))
                    .contains(List.of("A1", "B:1.x", 0L), List.of("-0.5", "1.7976931348623157e+308", 0L));
            assertThat(duck.table("SELECT count(*) FROM read_parquet('" + file
                                    + "') WHERE device = 'A1' AND time < TIMESTAMPTZ '2026-01-01 00:00:10Z'")
                            .get(2))
                    .containsExactly(1L);
        }
    }

    @Test
    void anAcceptHeaderMayNameThem() throws IOException {
        for (String type : List.of(PARQUET, ARROW)) {
            HttpResponse<Path> answer = load("readings", "Accept", "text/x-other;q=0.5, " + type + ";q=0.9");
            assertThat(answer.headers().firstValue("content-type")).hasValue(type);
            assertThat(answer.headers().allValues("vary")).containsExactly("Accept-Encoding", "Accept");
            assertThat(load("readings?format=json", "Accept", type).headers().firstValue("content-type"))
                    .hasValue("application/json");
            String tag = answer.headers().firstValue("etag").orElseThrow();
            assertThat(hub.get("/api/v1/readings", "If-None-Match", tag).statusCode())
                    .isEqualTo(200);
            assertThat(load("readings", "Accept", type, "If-None-Match", tag).statusCode())
                    .isEqualTo(304);
        }
        HttpResponse<Path> packed = load("readings?format=parquet", "Accept-Encoding", "gzip");
        assertThat(packed.headers().firstValue("content-encoding")).isEmpty();
        assertThat(Files.readAllBytes(packed.body())).startsWith('P', 'A', 'R', '1');
        assertThat(load("readings?format=arrow", "Accept-Encoding", "gzip")
                        .headers()
                        .firstValue("content-encoding"))
                .hasValue("gzip");
    }

    @Test
    void aProblemIsAProblemInAnyFormat() {
        HttpResponse<String> answer = hub.get("/api/v1/readings?format=parquet&decimal=comma");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
    }
}

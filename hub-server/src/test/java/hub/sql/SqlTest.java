package hub.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.security.TokenFile;
import hub.testing.Json;
import hub.testing.TestHub;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements over HTTP: what they read, what they answer, how they end. */
class SqlTest {

    /** Goes on for hours; with little memory. */
    static final String ENDLESS = "SELECT count(*) FROM readings a, readings b, readings c, readings d";

    @TempDir
    Path data;

    private SqlHub open() {
        return new SqlHub(data, options -> options);
    }

    private SqlHub open(Duration timeout, long rows, long bytes, int concurrent) {
        return new SqlHub(data, options -> new SqlOptions(timeout, rows, bytes, concurrent, 64));
    }

    /** Chunks and series that a statement has read. */
    private static List<Double> reads(SqlHub sql, String statement) {
        double chunks = sql.hub.metric("hub_chunks_read_total");
        double series = sql.hub.metric("hub_chunk_series_read_total");
        sql.csv(statement);
        return List.of(
                sql.hub.metric("hub_chunks_read_total") - chunks,
                sql.hub.metric("hub_chunk_series_read_total") - series);
    }

    @Test
    void readsOnlyTheChunksOfTheSeriesAndTimesThatAreAskedFor() {
        try (SqlHub sql = open()) {
            assertThat(sql.hub.metric("hub_chunks")).isEqualTo(6);
            String day = " AND time >= '2026-01-02T00:00:00Z' AND time < '2026-01-03T00:00:00Z'";
            String of = "SELECT avg(value) FROM readings WHERE ";
            assertThat(reads(sql, of + "device = 'A' AND metric = 'pm2_5'" + day))
                    .containsExactly(1d, 1d);
            assertThat(reads(sql, of + "device IN ('A', 'X') AND metric IN ('pm2_5', 'x')" + day))
                    .containsExactly(1d, 1d);
            assertThat(reads(sql, of + "metric = 'pm2_5'" + day)).containsExactly(2d, 2d);
            assertThat(reads(sql, of + "device LIKE 'A%'" + day)).containsExactly(1d, 2d);
            assertThat(reads(sql, of + "device IN (SELECT id FROM devices WHERE id < 'B')" + day))
                    .containsExactly(1d, 2d);
            assertThat(reads(sql, of + "device = 'B' AND time > '2026-01-03T00:00:00Z'"))
                    .containsExactly(1d, 2d);
            assertThat(reads(
                            sql,
                            "SELECT max(r.value) FROM devices d JOIN readings r ON r.device = d.id"
                                    + " WHERE d.id = 'A' AND r.metric = 'pm2_5'"
                                    + " AND r.time BETWEEN '2026-01-01T00:00:00Z' AND '2026-01-01T12:00:00Z'"))
                    .containsExactly(1d, 1d);
            assertThat(reads(sql, "SELECT * FROM buckets('PT1H') WHERE device = 'A' AND metric = 'pm2_5'" + day))
                    .containsExactly(1d, 1d);
            assertThat(reads(sql, of + "device = 'nobody'")).containsExactly(0d, 0d);
            assertThat(reads(sql, "SELECT count(*) FROM readings")).containsExactly(6d, 12d);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT time, device, metric, value FROM readings ORDER BY time, device, metric | ''",
                "SELECT time, device, metric, value FROM readings WHERE device = 'A' AND value = 2.35 ORDER BY time"
                        + " | ?device=A&metric=temperature",
                "SELECT DATE_TRUNC('MINUTE', time) AS time, device, metric, avg(value) AS avg, sum(value) AS sum,"
                        + " min(value) AS min, max(value) AS max, count(*) AS count FROM readings"
                        + " GROUP BY DATE_TRUNC('MINUTE', time), device, metric ORDER BY 1, 2, 3"
                        + " | ?step=PT1M&fn=avg,sum,min,max,count",
                "SELECT * FROM buckets('PT1M', 'UTC', 'avg,p95,stddev') WHERE metric = 'pm2_5'"
                        + " AND time >= '2026-01-02T00:00:00Z' AND time < '2026-01-02T00:02:00Z' ORDER BY time, device"
                        + " | ?metric=pm2_5&step=PT1M&fn=avg,p95,stddev&from=2026-01-02T00:00:00Z&to=2026-01-02T00:02:00Z",
            })
    void answersWhatTheApiAnswers(String statement, String query) {
        try (SqlHub sql = open()) {
            List<String> expected = sql.hub.readings(query).stream()
                    .filter(row -> !statement.contains("= 2.35") || row.endsWith(",2.35"))
                    .toList();
            assertThat(sql.rows(statement)).isEqualTo(expected).hasSizeGreaterThan(3);
            if (!statement.contains("2.35")) {
                assertThat(sql.ask(statement, "?format=ndjson").body())
                        .isEqualTo(sql.hub
                                .get("/api/v1/readings" + query + (query.isEmpty() ? "?" : "&") + "format=ndjson")
                                .body());
            }
        }
    }

    @Test
    void newestFirstAndOtherOrdersAreRight() {
        try (SqlHub sql = open()) {
            List<String> ascending =
                    sql.rows("SELECT time, device, metric, value FROM readings ORDER BY time, device, metric");
            List<String> descending = sql.rows(
                    "SELECT time, device, metric, value FROM readings ORDER BY time DESC, device DESC, metric DESC");
            assertThat(descending).hasSize(6 * 2 * SqlHub.READINGS_A_DAY);
            for (int i = 0; i < ascending.size(); i++) {
                assertThat(descending.get(descending.size() - 1 - i)).isEqualTo(ascending.get(i));
            }
            assertThat(sql.rows(
                            "SELECT device, metric, count(*) FROM readings GROUP BY device, metric ORDER BY 1, 2 DESC"))
                    .containsExactly("A,temperature,600", "A,pm2_5,600", "B,temperature,600", "B,pm2_5,600");
            assertThat(sql.rows("SELECT a.device, count(*) FROM readings a JOIN readings b ON b.time = a.time"
                            + " AND b.device <> a.device AND b.metric = a.metric WHERE a.time < '2026-01-01T00:00:02Z'"
                            + " GROUP BY a.device ORDER BY a.device"))
                    .containsExactly("A,4", "B,4");
        }
    }

    @Test
    void theOtherTablesShowWhatTheApiShows() {
        try (SqlHub sql = open()) {
            assertThat(sql.rows("SELECT time, device, metric, value FROM latest ORDER BY device, metric"))
                    .isEqualTo(
                            sql.hub.get("/api/v1/latest").body().lines().skip(1).toList());
            assertThat(sql.rows("SELECT id, state FROM devices")).containsExactly("A,offline", "B,offline");
            assertThat(sql.rows("SELECT unit, last_value FROM series WHERE device = 'A' AND metric = 'temperature'"))
                    .containsExactly("°C,3.35");
            assertThat(sql.rows("SELECT type FROM events WHERE device = 'A' ORDER BY n"))
                    .containsExactlyElementsOf(sql.hub.events("A").stream()
                            .map(event -> event.replaceFirst("\\(.*", ""))
                            .toList());
        }
    }

    @Test
    void formatsAreThoseOfTheDocument() {
        try (SqlHub sql = open()) {
            String one = "SELECT device, value AS \"the value\", NULL AS none, 'a;\"b' AS words FROM readings"
                    + " WHERE metric = 'temperature' ORDER BY device, time LIMIT 1";
            assertThat(sql.ask(one, "").body()).isEqualTo("device,the value,none,words\r\nA,0.35,,\"a;\"\"b\"\r\n");
            assertThat(sql.ask(one, "?format=csv-excel&decimal=comma").body())
                    .isEqualTo("\uFEFFdevice;the value;none;words\r\nA;0,35;;\"a;\"\"b\"\r\n");
            assertThat(sql.ask(one, "?format=json").body())
                    .isEqualTo("[{\"device\":\"A\",\"the value\":0.35,\"none\":null,\"words\":\"a;\\\"b\"}\n]\n");
            assertThat(sql.ask(one, "?format=table").body())
                    .isEqualTo(
                            "device  the value  none  words\n------  ---------  ----  -----\nA            0.35        a;\"b\n");
            assertThat(sql.ask(one, "?format=senml").statusCode()).isEqualTo(400);
            assertThat(sql.ask(one + " ".repeat(100_000), "").statusCode()).isEqualTo(413);
            assertThat(sql.ask(one, "?zzz=1").body()).contains("'zzz' is unknown; known are decimal, format");
            assertThat(sql.hub.get("/api/v1/sql").statusCode()).isEqualTo(405);
        }
    }

    @Test
    void whatTakesTooLongOrIsTooMuchIsEndedWithAReason() {
        try (SqlHub sql = open(Duration.ofMillis(700), 100, 4_000, 2)) {
            HttpResponse<String> late = sql.ask(ENDLESS, "");
            assertThat(late.statusCode()).isEqualTo(503);
            assertThat(Json.text(Json.object(late.body()), "detail")).contains("took longer than PT0.7S");
            assertThat(sql.statements("timeout")).isEqualTo(1);
            HttpResponse<String> rows = sql.ask("SELECT value FROM readings", "");
            assertThat(rows.statusCode()).isEqualTo(422);
            assertThat(rows.body()).contains("more than 100 rows");
            HttpResponse<String> bytes = sql.ask("SELECT * FROM readings LIMIT 100", "?format=json");
            assertThat(bytes.statusCode()).isEqualTo(422);
            assertThat(bytes.body()).contains("more than 4000 bytes");
            assertThat(sql.rows("SELECT count(*) FROM readings")).containsExactly("2400");
        }
    }

    @Test
    void whenTheClientGoesItsStatementEndsAndItsPlaceIsFree() throws IOException {
        try (SqlHub sql = open(Duration.ofMinutes(10), 100, 4_000, 1)) {
            try (Socket client = new Socket(
                    InetAddress.getLoopbackAddress(), sql.hub.address().getPort())) {
                client.getOutputStream()
                        .write(("POST /api/v1/sql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + ENDLESS.length()
                                        + "\r\n\r\n" + ENDLESS)
                                .getBytes(StandardCharsets.UTF_8));
                await().until(() -> sql.hub.metric("hub_sql_running") == 1);
                HttpResponse<String> busy = sql.ask("SELECT 1", "");
                assertThat(busy.statusCode()).isEqualTo(503);
                assertThat(busy.headers().firstValue("Retry-After")).contains("1");
            }
            await().until(() -> sql.hub.metric("hub_sql_running") == 0);
            assertThat(sql.statements("cancelled")).isEqualTo(1);
            assertThat(sql.statements("busy")).isEqualTo(1);
            assertThat(sql.rows("SELECT 1")).containsExactly("1");
        }
    }

    @Test
    void aHubThatStopsDoesNotWaitForStatements() throws IOException {
        SqlHub sql = open(Duration.ofMinutes(10), 100, 4_000, 1);
        try (Socket client =
                new Socket(InetAddress.getLoopbackAddress(), sql.hub.address().getPort())) {
            client.getOutputStream()
                    .write(("POST /api/v1/sql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + ENDLESS.length()
                                    + "\r\n\r\n" + ENDLESS)
                            .getBytes(StandardCharsets.UTF_8));
            await().until(() -> sql.hub.metric("hub_sql_running") == 1);
            sql.close();
        }
        try (TestHub again = TestHub.start(data)) {
            assertThat(again.readings("?metric=pm2_5")).hasSize(6 * SqlHub.READINGS_A_DAY);
        }
    }

    @Test
    void isForViewersAndNotForPagesElsewhere() {
        String token = TestHub.token(data, TokenFile.Kind.VIEWER, "analyst");
        try (TestHub hub = TestHub.start(data, TestHub.Settings::withTokens)) {
            assertThat(status(hub)).isEqualTo(401);
            assertThat(status(hub, "Authorization", "Bearer " + token)).isEqualTo(200);
            assertThat(status(hub, "Authorization", "Bearer " + token, "Origin", "https://elsewhere.example"))
                    .isEqualTo(403);
        }
    }

    private static int status(TestHub hub, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(hub.address().resolve("/api/v1/sql"))
                .POST(HttpRequest.BodyPublishers.ofString("SELECT 1"));
        return hub.send((headers.length == 0 ? request : request.headers(headers)).build())
                .statusCode();
    }
}

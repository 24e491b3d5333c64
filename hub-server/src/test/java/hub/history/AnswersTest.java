package hub.history;

import static org.assertj.core.api.Assertions.assertThat;

import hub.json.JsonValue.JsonObject;
import hub.protocol.frame.ReadingsFrameEncoder;
import hub.protocol.frame.TimeMode;
import hub.testing.Frames;
import hub.testing.Json;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers look like: layouts, formats, pages, tags, packing; and what there is beside readings. */
class AnswersTest {

    private static final String JANUARY = "from=2026-01-01T00:00:00Z";

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
        Peer a = hub.welcomed("A1");
        Peer b = hub.welcomed("B1");
        a.sendText("{\"type\":\"hello\",\"location\":{\"lat\":57.17,\"lon\":-2.11}}");
        b.sendText("{\"type\":\"hello\",\"location\":{\"lat\":-18.0,\"lon\":179.5},"
                + "\"channels\":[{\"id\":1000,\"metric\":\"soil\",\"unit\":\"%\"}]}");
        a.sendBinary(ReadingsFrameEncoder.based(TimeMode.ABSOLUTE, false, true, true, 1, 1, Frames.BASE_MILLIS)
                        .add(2, 0, 7.35)
                        .add(2, 10_000, 8)
                        .add(2, 30_000, -0.5)
                        .add(5, 10_000, 21.37)
                        .add(2, 300_500, 1)
                        .encode())
                .awaitAck(1, 1);
        b.sendBinary(ReadingsFrameEncoder.based(TimeMode.ABSOLUTE, false, true, true, 1, 1, Frames.BASE_MILLIS)
                        .add(1000, 10_000, 12.5)
                        .add(5, 10_000, 20)
                        .encode())
                .awaitAck(1, 1);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void wideHasAColumnForEachSeries() {
        assertThat(hub.get("/api/v1/readings?layout=wide").body().split("\r\n"))
                .containsExactly(
                        "time,A1/pm2_5,A1/temperature,B1/soil,B1/temperature",
                        "2026-01-01T00:00:00Z,7.35,,,",
                        "2026-01-01T00:00:10Z,8,21.37,12.5,20",
                        "2026-01-01T00:00:30Z,-0.5,,,",
                        "2026-01-01T00:05:00.500Z,1,,,");
        assertThat(hub.get("/api/v1/readings?layout=wide&device=A1&step=PT1M&fn=max,count")
                        .body()
                        .split("\r\n"))
                .containsExactly(
                        "time,pm2_5:max,pm2_5:count,temperature:max,temperature:count",
                        "2026-01-01T00:00:00Z,8,3,21.37,1",
                        "2026-01-01T00:05:00Z,1,1,,");
        assertThat(hub.get("/api/v1/readings?layout=wide&step=PT1M&fn=max&group=metric&format=ndjson")
                        .body())
                .isEqualTo("""
                        {"time":"2026-01-01T00:00:00Z","pm2_5":8,"soil":12.5,"temperature":21.37}
                        {"time":"2026-01-01T00:05:00Z","pm2_5":1,"soil":null,"temperature":null}
                        """);
        assertThat(Json.array(
                        hub.get("/api/v1/readings?layout=wide&format=json").body()))
                .hasSize(4);
        assertThat(Json.array(hub.get("/api/v1/readings?layout=wide&format=json&device=no")
                        .body()))
                .isEmpty();
    }

    @Test
    void spreadsheetsGetSemicolonsAndAByteOrderMark() {
        assertThat(hub.get("/api/v1/readings?format=csv-excel&metric=soil").body())
                .isEqualTo("\uFEFFtime;device;metric;value\r\n2026-01-01T00:00:10Z;B1;soil;12.5\r\n");
        assertThat(hub.get("/api/v1/readings?format=csv-excel&decimal=comma&layout=wide&device=B1")
                        .body())
                .isEqualTo("\uFEFFtime;soil;temperature\r\n2026-01-01T00:00:10Z;12,5;20\r\n");
    }

    /** Also by the reader with which the hub takes packs from devices. */
    @Test
    void senmlSaysTheSame() {
        HttpResponse<String> answer = hub.get("/api/v1/readings?format=senml&to=2026-01-01T00:00:20Z");
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/senml+json");
        assertThat(answer.body().replace("\n", ""))
                .isEqualTo("[{\"bn\":\"A1/\",\"n\":\"pm2_5\",\"t\":1767225600,\"v\":7.35},"
                        + "{\"n\":\"pm2_5\",\"t\":1767225610,\"v\":8},"
                        + "{\"n\":\"temperature\",\"u\":\"Cel\",\"t\":1767225610,\"v\":21.37},"
                        + "{\"bn\":\"B1/\",\"n\":\"soil\",\"t\":1767225610,\"v\":12.5},"
                        + "{\"n\":\"temperature\",\"u\":\"Cel\",\"t\":1767225610,\"v\":20}]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&layout=wide",
                "&step=PT10S&fn=avg,count",
                "&step=PT10S&fill=null&to=2026-01-01T00:01:00Z",
                "&step=PT1M&group=metric",
                "&step=PT10S&fn=avg&layout=wide",
                "&format=ndjson",
                "&device=A1"
            })
    void pagesPutTogetherAreTheWhole(String query) {
        String whole = hub.get("/api/v1/readings?" + JANUARY + query).body();
        for (int limit : new int[] {1, 2, 3, 100}) {
            List<String> rows = new ArrayList<>();
            Optional<String> next = Optional.of("/api/v1/readings?" + JANUARY + query + "&limit=" + limit);
            while (next.isPresent()) {
                HttpResponse<String> page = hub.get(next.get());
                assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
                int header = query.contains("ndjson") || rows.isEmpty() ? 0 : 1;
                page.body().lines().skip(header).forEach(rows::add);
                assertThat(page.body().lines().count()).isLessThanOrEqualTo(limit + 1L);
                next = page.headers().firstValue("link").map(AnswersTest::target);
            }
            assertThat(rows).as("limit=" + limit).isEqualTo(whole.lines().toList());
        }
    }

    private static String target(String link) {
        assertThat(link).endsWith(">; rel=\"next\"");
        return link.substring(1, link.indexOf('>'));
    }

    @Test
    void aCursorIsOfItsQuestion() {
        String link = hub.get("/api/v1/readings?limit=1&from=-3000d")
                .headers()
                .firstValue("link")
                .orElseThrow();
        String next = target(link);
        assertThat(hub.get(next + "&format=json").statusCode()).isEqualTo(200);
        assertThat(detail(next.replace("from=-3000d", "from=-2000d"))).contains("of another question");
        assertThat(detail(next.replace("limit=1&", ""))).contains("needs 'limit'");
        assertThat(detail("/api/v1/readings?limit=1&cursor=abc")).contains("none that the hub gave");
    }

    private static String detail(String call) {
        HttpResponse<String> answer = hub.get(call);
        assertThat(answer.statusCode()).as(call).isEqualTo(400);
        return Json.text(Json.object(answer.body()), "detail");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "readings",
                "readings?limit=2",
                "devices",
                "series",
                "metrics",
                "latest",
                "events",
                "openapi.json"
            })
    void whoHasTheAnswerNeedNotBeSentIt(String call) {
        HttpResponse<String> first = hub.get("/api/v1/" + call);
        String tag = first.headers().firstValue("etag").orElseThrow();
        HttpResponse<String> again = hub.get("/api/v1/" + call, "If-None-Match", "\"x\", " + tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(hub.get("/api/v1/" + call, "If-None-Match", "\"x\"").body()).isEqualTo(first.body());
    }

    @Test
    void aNewReadingIsANewTag(@TempDir Path other) {
        try (TestHub fresh = TestHub.start(other);
                Peer device = fresh.welcomed("A")) {
            device.sendBinary(Frames.at(1, 1, 0, 1)).awaitAck(1, 1);
            String tag =
                    fresh.get("/api/v1/readings").headers().firstValue("etag").orElseThrow();
            device.sendBinary(Frames.at(1, 2, 0, 2)).awaitAck(1, 2);
            HttpResponse<String> again = fresh.get("/api/v1/readings", "If-None-Match", tag);
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(again.body()).contains("temperature,2");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"gzip | true", "br;q=1, GZIP;q=0.5 | true", "gzip;q=0 | false", "identity | false"})
    void answersArePackedForThoseWhoLikeIt(String accepted, boolean packed) throws IOException, InterruptedException {
        for (String call : List.of("readings", "openapi.json")) {
            URI address = hub.address().resolve("/api/v1/" + call);
            HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(address)
                                    .header("Accept-Encoding", accepted)
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.headers().firstValue("content-encoding").isPresent())
                    .isEqualTo(packed);
            assertThat(answer.headers().firstValue("vary")).hasValue("Accept-Encoding");
            byte[] body = packed
                    ? new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes()
                    : answer.body();
            assertThat(new String(body, StandardCharsets.UTF_8))
                    .isEqualTo(hub.get("/api/v1/" + call).body());
        }
    }

    @Test
    void aProblemIsNeverPackedAndHasNoTag(@TempDir Path other) {
        // No two looks at the clock are a nanosecond apart.
        try (TestHub hasty = TestHub.start(other, settings -> settings.withQueryTimeout(Duration.ofNanos(1)));
                Peer device = hasty.welcomed("A")) {
            device.sendBinary(Frames.at(1, 1, 0, 1)).awaitAck(1, 1);
            HttpResponse<String> answer = hasty.get("/api/v1/readings", "Accept-Encoding", "gzip");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("content-encoding")).isEmpty();
            assertThat(answer.headers().firstValue("etag")).isEmpty();
            assertThat(Json.text(Json.object(answer.body()), "detail")).contains("longer than");
        }
    }

    @Test
    void timesMayBeRelative(@TempDir Path other) {
        try (TestHub fresh = TestHub.start(other);
                Peer device = fresh.welcomed("A")) {
            long now = fresh.clocks.clocks().millis();
            device.sendBinary(Frames.at(1, 1, now - 3_600_000, 1)).awaitAck(1, 1);
            device.sendBinary(Frames.at(1, 2, now - 90_000_000, 2)).awaitAck(1, 2);
            assertThat(fresh.readings("?from=-1d"))
                    .hasSize(1)
                    .first()
                    .asString()
                    .endsWith(",1");
            assertThat(fresh.readings("?from=-2d&to=-24h"))
                    .hasSize(1)
                    .first()
                    .asString()
                    .endsWith(",2");
            assertThat(fresh.readings("?from=-1w&to=now")).hasSize(2);
            assertThat(fresh.readings("?from=-59m")).isEmpty();
            assertThat(fresh.readings("?from=-90061s")).hasSize(2);
        }
    }

    @Test
    void devicesAreChosenByPlaceAndPrefix() {
        assertThat(hub.readings("?bbox=-3,57,-2,58")).hasSize(5);
        assertThat(hub.readings("?bbox=-3,57,-2,57.1")).isEmpty();
        assertThat(hub.readings("?bbox=170,-20,-170,0")).hasSize(2).allMatch(row -> row.contains(",B1,"));
        assertThat(hub.readings("?prefix=A")).hasSize(5);
        assertThat(hub.readings("?prefix=A&device=B1")).hasSize(7);
        assertThat(hub.readings("?prefix=A&device=B1&bbox=-3,57,-2,58&metric=temperature"))
                .hasSize(1);
        assertThat(hub.readings("?prefix=C&step=PT1H")).isEmpty();
    }

    @Test
    void theTimeWeightedAverageIsTheAreaUnderTheLine() {
        // (7.35 + 8) / 2 for 10 s, (8 - 0.5) / 2 for 20 s.
        assertThat(hub.readings("?device=A1&metric=pm2_5&step=PT1M&fn=twa,avg"))
                .containsExactly(
                        "2026-01-01T00:00:00Z,A1,pm2_5,5.058333333333334,4.95", "2026-01-01T00:05:00Z,A1,pm2_5,1,1");
        assertThat(detail("/api/v1/readings?step=PT1M&group=metric&fn=twa")).contains("one series");
    }

    @Test
    void seriesMetricsAndLatestTellWhatThereIs() {
        List<JsonObject> series = Json.array(hub.get("/api/v1/series").body());
        assertThat(series)
                .extracting(
                        one -> Json.text(one, "device") + " " + Json.text(one, "metric") + " " + Json.text(one, "unit"))
                .containsExactly("A1 pm2_5 µg/m³", "A1 temperature °C", "B1 soil %", "B1 temperature °C");
        assertThat(Json.text(series.get(0), "lastTime")).isEqualTo("2026-01-01T00:05:00.500Z");
        assertThat(hub.get("/api/v1/metrics").body())
                .contains("{\"metric\":\"soil\",\"units\":[\"%\"],\"devices\":1,\"standard\":false}")
                .contains("{\"metric\":\"temperature\",\"units\":[\"°C\"],\"devices\":2,\"standard\":true}");
        assertThat(hub.get("/api/v1/latest?metric=temperature").body().split("\r\n"))
                .containsExactly(
                        "time,device,metric,value",
                        "2026-01-01T00:00:10Z,A1,temperature,21.37",
                        "2026-01-01T00:00:10Z,B1,temperature,20");
        assertThat(Json.array(hub.get("/api/v1/latest?format=json").body())).hasSize(4);
    }

    @Test
    void coverageNamesTheGaps() {
        String call = "/api/v1/coverage?device=A1&metric=pm2_5&from=2025-12-31T23:59:50Z&to=2026-01-01T00:06:30Z";
        JsonObject told = Json.array(hub.get(call + "&interval=PT10S").body()).get(0);
        assertThat(Json.number(told, "readings")).isEqualTo(4);
        assertThat(Json.number(told, "coverage")).isEqualTo(0.1);
        assertThat(hub.get(call + "&interval=PT10S").body())
                .contains("\"gaps\":[{\"from\":\"2026-01-01T00:00:30Z\",\"to\":\"2026-01-01T00:05:00.500Z\"},"
                        + "{\"from\":\"2026-01-01T00:05:00.500Z\",\"to\":\"2026-01-01T00:06:30Z\"}]");
        assertThat(hub.get(call).body()).contains("\"intervalSeconds\":20,");
        assertThat(hub.get(call + "&gap=PT200S").body())
                .contains("\"gaps\":[{\"from\":\"2026-01-01T00:00:30Z\",\"to\":\"2026-01-01T00:05:00.500Z\"}]");
        assertThat(hub.get("/api/v1/coverage?device=no&from=-1d&to=now").body()).isEqualTo("[]");
        assertThat(detail("/api/v1/coverage")).contains("from=-7d&to=now");
    }

    @Test
    void moreRowsThanAllowedAreAProblemThatSaysWhatToDo(@TempDir Path other) {
        try (TestHub small = TestHub.start(other, settings -> settings.withMaxRows(2));
                Peer device = small.welcomed("A")) {
            for (int seq = 1; seq <= 3; seq++) {
                device.sendBinary(Frames.at(1, seq, Frames.BASE_MILLIS + seq, seq))
                        .awaitAck(1, seq);
            }
            HttpResponse<String> answer = small.get("/api/v1/readings");
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(Json.text(Json.object(answer.body()), "detail")).contains("more than 2 rows", "'limit'");
            assertThat(small.readings("?limit=3")).hasSize(3);
            assertThat(small.readings("?step=PT1H")).hasSize(1);
        }
    }

    @Test
    void theMomentsAreThoseOfJava() {
        assertThat(Moment.parse("from", "2019-05-06T01:00:00.5+01:00", 0))
                .isEqualTo(Instant.parse("2019-05-06T00:00:00.5Z").toEpochMilli() * 1_000);
    }
}

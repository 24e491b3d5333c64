package hub.history;

import static org.assertj.core.api.Assertions.assertThat;

import hub.json.JsonValue.JsonObject;
import hub.protocol.frame.ReadingsFrameEncoder;
import hub.protocol.frame.TimeMode;
import hub.testing.Frames;
import hub.testing.Json;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Indexes of air quality over HTTP. */
class AirQualityTest {

    private static final int PM2_5 = 2;
    private static final int PM10 = 4;
    private static final int MINUTE = 60_000;
    private static final int HOUR = 60 * MINUTE;
    private static final String HEADER = "time,device,index,category,dominant,concentration,coverage,indicative,reason";

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
        try (Peer a = hub.welcomed("A");
                Peer b = hub.welcomed("B");
                Peer c = hub.welcomed("C")) {
            a.sendText("{\"type\":\"hello\",\"intervalSeconds\":60,\"location\":{\"lat\":57.17,\"lon\":-2.11}}");
            hours(a, 1, PM2_5, 0, 60, 35.9, 9.1, 200);
            hours(a, 2, PM10, 0, 60, 55, 55, 20);
            b.sendText("{\"type\":\"hello\",\"intervalSeconds\":60}");
            hours(b, 1, PM2_5, 0, 44, 6, 6, 6);
            c.sendText("{\"type\":\"hello\",\"channels\":[{\"id\":1000,\"metric\":\"pm2_5\",\"unit\":\"mg/m³\"}]}");
            hours(c, 1, 1000, 0, 60, 0.01);
        }
    }

    /** In each hour so many readings, a minute apart, of one value. */
    private static void hours(Peer device, int epoch, int channel, int first, int readings, double... values) {
        ReadingsFrameEncoder frame = ReadingsFrameEncoder.based(
                TimeMode.ABSOLUTE, false, true, true, epoch, 1, Frames.BASE_MILLIS + (long) first * HOUR);
        for (int hour = 0; hour < values.length; hour++) {
            for (int i = 0; i < readings; i++) {
                frame.add(channel, hour * HOUR + i * MINUTE, values[hour]);
            }
        }
        device.sendBinary(frame.encode()).awaitAck(epoch, 1);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static List<String> rows(String query) {
        HttpResponse<String> answer = hub.get("/api/v1/air-quality" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        List<String> lines = answer.body().lines().toList();
        assertThat(lines.get(0)).isEqualTo(HEADER);
        return lines.subList(1, lines.size());
    }

    @ParameterizedTest
    @CsvSource({"us-epa,csv", "eaqi,csv", "us-epa,ndjson"})
    void pagesPutTogetherAreTheWhole(String index, String format) {
        String call = "/api/v1/air-quality?index=" + index + "&format=" + format;
        List<String> whole = hub.get(call).body().lines().toList();
        assertThat(whole).hasSizeGreaterThan(5);
        for (int limit : new int[] {1, 2, 3, 100}) {
            List<String> rows = new ArrayList<>();
            Optional<String> next = Optional.of(call + "&limit=" + limit);
            while (next.isPresent()) {
                HttpResponse<String> page = hub.get(next.get());
                assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
                int header = format.equals("csv") ? 1 : 0;
                assertThat(page.body().lines().count()).isBetween(1L + header, limit + (long) header);
                page.body().lines().skip(rows.isEmpty() ? 0 : header).forEach(rows::add);
                next = page.headers().firstValue("link").map(link -> link.substring(1, link.indexOf('>')));
            }
            assertThat(rows).as("limit=" + limit).isEqualTo(whole);
        }
        assertThat(hub.get(call + "&cursor=abc&limit=1").statusCode()).isEqualTo(400);
    }

    /** The second hour: weight max(0.5, 9.1/35.9), so (9.1 + 35.9/2) / 1.5 = 18.03; the third: 200, 9.1, 35.9 at 1, 1/2, 1/4. */
    @Test
    void theUsIndexIsOfTheNowCastFromTheSecondHourOn() {
        assertThat(rows("?device=A&index=us-epa"))
                .containsExactly(
                        "2026-01-01T00:00:00Z,A,,,,,1,true,nowcast",
                        "2026-01-01T01:00:00Z,A,68,moderate,pm2_5,18,1,true,",
                        "2026-01-01T02:00:00Z,A,198,unhealthy,pm2_5,122,1,true,");
    }

    @Test
    void theEuropeanIndexIsOfEachHour() {
        assertThat(rows("?device=A&index=eaqi"))
                .containsExactly(
                        "2026-01-01T00:00:00Z,A,3,moderate,pm2_5,35.9,1,true,",
                        "2026-01-01T01:00:00Z,A,3,moderate,pm10,55,1,true,",
                        "2026-01-01T02:00:00Z,A,6,extremely-poor,pm2_5,200,1,true,");
    }

    /** The NowCast of an hour does not depend on where the answer begins, and an hour is whole wherever it is cut. */
    @Test
    void aRangeIsOfTheHoursThatBeginInIt() {
        List<String> all = rows("?device=A");
        assertThat(rows("?device=A&from=2026-01-01T02:00:00Z&to=2026-01-01T02:00:01Z"))
                .containsExactly(all.get(2));
        assertThat(rows("?device=A&from=2026-01-01T00:30:00Z&to=2026-01-01T02:00:00Z"))
                .containsExactly(all.get(1));
        assertThat(rows("?device=A&from=2026-01-01T00:10:00Z&to=2026-01-01T00:20:00Z"))
                .isEmpty();
    }

    /** 44 of 60 readings are less than 75 %; of 45 expected ones they are 97.8 %. */
    @Test
    void anHourNeedsThreeQuartersOfItsReadings() {
        assertThat(rows("?device=B&index=eaqi"))
                .hasSize(3)
                .allMatch(row -> row.endsWith(",B,,,,,0.7333333333333333,true,coverage"));
        assertThat(rows("?device=B&index=eaqi&interval=PT80S"))
                .hasSize(3)
                .allMatch(row -> row.endsWith(",B,2,fair,pm2_5,6,0.9777777777777777,true,"));
        assertThat(rows("?device=B&index=us-epa")).hasSize(3).allMatch(row -> row.endsWith(",coverage"));
    }

    @Test
    void otherUnitsHaveNoIndex() {
        assertThat(rows("?device=C")).containsExactly("2026-01-01T00:00:00Z,C,,,,,1,true,unit");
    }

    @Test
    void devicesAreChosenAsForReadings() {
        assertThat(rows("")).hasSize(7);
        assertThat(rows("?bbox=-2.3,57,-2,57.3")).hasSize(3).allMatch(row -> row.contains(",A,"));
        assertThat(rows("?prefix=B&device=C")).hasSize(4);
        assertThat(rows("?device=nobody")).isEmpty();
    }

    @Test
    void everyFormatSaysTheSame() {
        String query = "/api/v1/air-quality?device=A&to=2026-01-01T02:00:00Z&format=";
        String first = "{\"time\":\"2026-01-01T00:00:00Z\",\"device\":\"A\",\"index\":null,\"category\":null,"
                + "\"dominant\":null,\"concentration\":null,\"coverage\":1,\"indicative\":true,\"reason\":\"nowcast\"}\n";
        String second = "{\"time\":\"2026-01-01T01:00:00Z\",\"device\":\"A\",\"index\":68,\"category\":\"moderate\","
                + "\"dominant\":\"pm2_5\",\"concentration\":18,\"coverage\":1,\"indicative\":true,\"reason\":null}\n";
        Map.of(
                        "ndjson",
                        first + second,
                        "json",
                        "[" + first + "," + second + "]\n",
                        "senml",
                        "[{\"bn\":\"A/\",\"n\":\"us-epa\",\"t\":1767229200,\"v\":68}\n]\n")
                .forEach((format, body) ->
                        assertThat(hub.get(query + format).body()).as(format).isEqualTo(body));
        assertThat(hub.get(query + "csv-excel&decimal=comma&device=B&index=eaqi")
                        .body())
                .startsWith("\uFEFFtime;device;index")
                .contains(";A;3;moderate;pm2_5;35,9;1;true;\r\n", ";B;;;;;0,7333333333333333;true;coverage\r\n");
    }

    @Test
    void theLatestIsTheNewestHourWithAnIndex() {
        assertThat(rows("/latest?to=2026-01-01T03:00:00Z&index=eaqi"))
                .containsExactly(
                        "2026-01-01T02:00:00Z,A,6,extremely-poor,pm2_5,200,1,true,",
                        "2026-01-01T02:00:00Z,B,,,,,0.7333333333333333,true,coverage",
                        "2026-01-01T00:00:00Z,C,,,,,1,true,unit");
        assertThat(rows("/latest?to=2026-01-03T03:00:00Z")).isEmpty();
    }

    /** The second hour of the same PM10 is stuck: PM2.5 is left of it. */
    @Test
    void flaggedReadingsCanBeLeftOut() {
        assertThat(rows("?device=A&index=eaqi&qa=exclude:range,spike")).isEqualTo(rows("?device=A&index=eaqi"));
        assertThat(rows("?device=A&index=eaqi&qa=exclude:stuck"))
                .contains("2026-01-01T01:00:00Z,A,2,fair,pm2_5,9.1,1,true,");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "index=nowhere | nowhere is unknown; known are us-epa, eaqi",
                "metric=pm2_5 | metric is unknown",
                "qa=flag | an hour has no flags of its own",
                "decimal=comma | goes with format=csv-excel",
                "interval=0 | is no ISO 8601 duration"
            })
    void whatMakesNoSenseIsSaid(String query, String why) {
        HttpResponse<String> answer = hub.get("/api/v1/air-quality?" + query);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Json.text(Json.object(answer.body()), "detail").replace("'", ""))
                .contains(why);
    }

    @Test
    void answersHaveTags() {
        String tag = hub.get("/api/v1/air-quality").headers().firstValue("etag").orElseThrow();
        assertThat(hub.get("/api/v1/air-quality", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        assertThat(hub.get("/api/v1/air-quality?index=eaqi", "If-None-Match", tag)
                        .statusCode())
                .isEqualTo(200);
    }

    /** The dashboard has the bands, too: its tests hold them against the same file. */
    @Test
    void theTablesAreServedAsTheyAreSharedWithTheDashboard() throws Exception {
        String served = hub.get("/api/v1/air-quality/tables").body();
        String shared = Files.readString(Path.of("src/test/resources/air-quality-tables.json"));
        assertThat(Json.value(served)).isEqualTo(Json.value(shared));
        JsonObject usEpa = Json.array(served).get(0);
        assertThat(Json.text(usEpa, "index")).isEqualTo("us-epa");
        assertThat(Json.text(usEpa, "source")).contains("89 FR 16202");
    }

    @Test
    void tooManyRowsAreRefused(@TempDir Path other) {
        try (TestHub small = TestHub.start(other, settings -> settings.withMaxRows(1))) {
            try (Peer device = small.welcomed("A")) {
                hours(device, 1, PM2_5, 0, 60, 1, 2);
            }
            assertThat(small.get("/api/v1/air-quality?to=2026-01-01T01:00:00Z").statusCode())
                    .isEqualTo(200);
            assertThat(small.get("/api/v1/air-quality").statusCode()).isEqualTo(422);
        }
    }
}

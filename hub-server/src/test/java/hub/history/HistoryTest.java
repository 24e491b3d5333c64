package hub.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hub.json.JsonValue.JsonObject;
import hub.json.JsonWriter;
import hub.protocol.frame.ReadingsFrameEncoder;
import hub.protocol.frame.TimeMode;
import hub.testing.Frames;
import hub.testing.Json;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions over HTTP, to a hub that knows a few readings. */
class HistoryTest {

    private static final long SECOND_MILLIS = 1_000;

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
        Peer a = hub.welcomed("A");
        Peer b = hub.welcomed("B");
        a.sendText("{\"type\":\"hello\",\"firmware\":\"2\\\"1\",\"location\":{\"lat\":57.17,\"lon\":-2.11}}");
        a.sendBinary(ReadingsFrameEncoder.based(TimeMode.ABSOLUTE, false, false, true, 1, 1, Frames.BASE_MILLIS)
                        .add(2, 0, 7.35)
                        .add(2, 1_000, 8)
                        .add(2, 2_000, -0.5)
                        .add(5, 1_000, 21.37)
                        .encode())
                .awaitAck(1, 1);
        b.sendBinary(Frames.at(1, 1, Frames.BASE_MILLIS + SECOND_MILLIS, 1e-7)).awaitAck(1, 1);
        b.sendBinary(Frames.at(1, 2, -1, 1)).awaitAck(1, 2);
        b.sendBinary(Frames.at(1, 3, -60_001, 3)).awaitAck(1, 3);
        b.sendBinary(Frames.at(1, 4, 0, 2)).awaitAck(1, 4);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    /** The hub writes its JSON itself; a reader of another make must find the same in it. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/devices", "/api/v1/devices/A", "/api/v1/readings?format=json", "/api/v1/events"})
    void anotherReaderFindsTheSameJson(String call) throws JsonProcessingException {
        String body = hub.get(call).body();
        ObjectMapper strict = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        JsonNode theirs = strict.readTree(body);
        String ours = new JsonWriter().value(Json.value(body)).toString();

        assertThat(theirs).isNotEmpty();
        assertThat(strict.readTree(ours)).isEqualTo(theirs);
    }

    @Test
    void csvIsAscendingByTimeThenDeviceThenMetricWithValuesAsMeant() {
        HttpResponse<String> answer = hub.get("/api/v1/readings?from=2026-01-01T00:00:00Z");
        assertThat(answer.body())
                .isEqualTo(String.join(
                        "\r\n",
                        "time,device,metric,value",
                        "2026-01-01T00:00:00Z,A,pm2_5,7.35",
                        "2026-01-01T00:00:01Z,A,pm2_5,8",
                        "2026-01-01T00:00:01Z,A,temperature,21.37",
                        "2026-01-01T00:00:01Z,B,temperature,1e-7",
                        "2026-01-01T00:00:02Z,A,pm2_5,-0.5",
                        ""));
        assertThat(answer.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/csv"));
        assertThat(answer.headers().firstValue("cache-control")).hasValue("private, no-cache");
    }

    @Test
    void theRangeIsHalfOpen() {
        assertThat(hub.readings("?device=A&metric=pm2_5&from=2026-01-01T00:00:01Z&to=2026-01-01T00:00:02Z"))
                .containsExactly("2026-01-01T00:00:01Z,A,pm2_5,8");
        assertThat(hub.readings("?from=2026-01-01T00:00:01Z&to=2026-01-01T00:00:01Z"))
                .isEmpty();
        assertThat(hub.readings("?device=A&from=2026-01-01T01:00:02%2B01:00")).hasSize(1);
        assertThat(hub.readings("?device=A&from=2026-01-01T01:00:02+01:00")).hasSize(1);
    }

    @Test
    void jsonAndNdjsonSayTheSame() {
        List<JsonObject> rows =
                Json.array(hub.get("/api/v1/readings?device=A&format=json").body());
        assertThat(rows).hasSize(4);
        assertThat(Json.text(rows.get(0), "time")).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(Json.number(rows.get(0), "value")).isEqualTo(7.35);
        String lines = hub.get("/api/v1/readings?device=A&format=ndjson").body();
        assertThat(lines.lines().map(Json::object).toList()).isEqualTo(rows);
        assertThat(lines).contains("\"value\":7.35}");
    }

    @Test
    void anEmptyAnswerIsWellFormed() {
        assertThat(hub.get("/api/v1/readings?device=none").body()).isEqualTo("time,device,metric,value\r\n");
        assertThat(Json.array(
                        hub.get("/api/v1/readings?device=none&format=json").body()))
                .isEmpty();
        assertThat(hub.get("/api/v1/readings?device=none&format=ndjson").body()).isEmpty();
        assertThat(hub.get("/api/v1/readings?device=none&step=PT1H&format=json")
                        .body()
                        .strip())
                .isEqualTo("[]");
    }

    @Test
    void bucketsAreAlignedToTheEpochAlsoBeforeIt() {
        assertThat(hub.readings("?device=B&to=2000-01-01T00:00:00Z&step=PT1M&fn=count,sum,first,last,avg,min,max"))
                .containsExactly(
                        "1969-12-31T23:58:00Z,B,temperature,1,3,3,3,3,3,3",
                        "1969-12-31T23:59:00Z,B,temperature,1,1,1,1,1,1,1",
                        "1970-01-01T00:00:00Z,B,temperature,1,2,2,2,2,2,2");
        assertThat(hub.get("/api/v1/readings?device=A&metric=pm2_5&step=PT5M").body())
                .isEqualTo("time,device,metric,avg,min,max,count\r\n2026-01-01T00:00:00Z,A,pm2_5,4.95,-0.5,8,3\r\n");
        assertThat(hub.readings("?device=A&metric=pm2_5&step=PT2S&fn=first,last,count"))
                .containsExactly("2026-01-01T00:00:00Z,A,pm2_5,7.35,8,2", "2026-01-01T00:00:02Z,A,pm2_5,-0.5,-0.5,1");
    }

    @Test
    void bucketsKnowManyFunctions() {
        assertThat(hub.get("/api/v1/readings?device=A&metric=pm2_5&step=P1D&fn=p50,p99.9,stddev,rate")
                        .body()
                        .lines())
                .containsExactly(
                        "time,device,metric,p50,p99.9,stddev,rate",
                        "2026-01-01T00:00:00Z,A,pm2_5,7.35,8,4.731014690317501,-3.925");
        assertThat(hub.readings("?device=B&step=PT1M&fn=stddev,rate,count"))
                .startsWith("1969-12-31T23:58:00Z,B,temperature,,,1");
        List<JsonObject> rows = Json.array(hub.get("/api/v1/readings?device=B&step=PT1M&fn=stddev&format=json")
                .body());
        assertThat(rows.get(0))
                .hasToString(Json.object("{\"time\":\"1969-12-31T23:58:00Z\",\"device\":\"B\","
                                + "\"metric\":\"temperature\",\"stddev\":null}")
                        .toString());
    }

    @Test
    void bucketsFollowTheClocksOfATimeZone() {
        assertThat(hub.readings("?device=B&to=2000-01-01T00:00:00Z&step=P1D&tz=Asia/Tokyo&fn=count"))
                .containsExactly("1969-12-31T15:00:00Z,B,temperature,3");
        assertThat(hub.readings("?device=B&to=2000-01-01T00:00:00Z&step=P1M&fn=count"))
                .containsExactly("1969-12-01T00:00:00Z,B,temperature,2", "1970-01-01T00:00:00Z,B,temperature,1");
        assertThat(hub.readings("?device=B&to=2000-01-01T00:00:00Z&step=P1W&tz=+01:00&fn=count"))
                .containsExactly("1969-12-28T23:00:00Z,B,temperature,3");
    }

    @Test
    void bucketsWithoutReadingsAreFilled() {
        String query =
                "?device=A&metric=pm2_5&from=2025-12-31T23:59:58Z&to=2026-01-01T00:00:04Z&step=PT1S&fn=avg,count";
        assertThat(hub.readings(query + "&fill=previous"))
                .containsExactly(
                        "2025-12-31T23:59:58Z,A,pm2_5,,0",
                        "2025-12-31T23:59:59Z,A,pm2_5,,0",
                        "2026-01-01T00:00:00Z,A,pm2_5,7.35,1",
                        "2026-01-01T00:00:01Z,A,pm2_5,8,1",
                        "2026-01-01T00:00:02Z,A,pm2_5,-0.5,1",
                        "2026-01-01T00:00:03Z,A,pm2_5,-0.5,0");
        assertThat(hub.readings(query + "&fill=null")).contains("2026-01-01T00:00:03Z,A,pm2_5,,0");
        assertThat(hub.readings(query + "&fill=none")).hasSize(3);
        assertThat(hub.readings(query.replace("PT1S", "PT0.5S") + "&fill=linear"))
                .contains("2026-01-01T00:00:01.500Z,A,pm2_5,3.75,0");
    }

    @Test
    void aMetricCanBeTakenOverAllDevices() {
        assertThat(hub.get("/api/v1/readings?from=2026-01-01T00:00:00Z&step=PT1H&fn=count,max&group=metric")
                        .body()
                        .lines())
                .containsExactly(
                        "time,metric,count,max",
                        "2026-01-01T00:00:00Z,pm2_5,3,8",
                        "2026-01-01T00:00:00Z,temperature,2,21.37");
        assertThat(hub.get("/api/v1/readings?metric=pm2_5&step=PT1H&fn=count&group=metric&format=ndjson")
                        .body())
                .isEqualTo("{\"time\":\"2026-01-01T00:00:00Z\",\"metric\":\"pm2_5\",\"count\":3}\n");
    }

    @Test
    void aRangeCanBeDividedIntoPixels() {
        assertThat(hub.readings("?device=A&metric=pm2_5&from=2026-01-01T00:00:00Z&to=2026-01-01T00:00:03Z"
                        + "&pixels=2&fn=min,max"))
                .containsExactly("2026-01-01T00:00:00Z,A,pm2_5,7.35,8", "2026-01-01T00:00:01.500Z,A,pm2_5,-0.5,-0.5");
    }

    @Test
    void coverageIsOfTheReadingsExpected() {
        String query = "?device=A&metric=pm2_5&from=2026-01-01T00:00:00Z&to=2026-01-01T00:00:06Z&step=PT1H&fn=coverage";
        assertThat(hub.readings(query)).containsExactly("2026-01-01T00:00:00Z,A,pm2_5,0.5");
        assertThat(hub.readings(query + "&interval=PT0.5S")).containsExactly("2026-01-01T00:00:00Z,A,pm2_5,0.25");
    }

    @Test
    void whatTakesTooLongIsAProblemThatSaysWhatToDo(@TempDir Path other) {
        // No two looks at the clock are a nanosecond apart.
        try (TestHub hasty = TestHub.start(other, settings -> settings.withQueryTimeout(Duration.ofNanos(1)))) {
            hasty.welcomed("A").sendBinary(Frames.at(1, 1, 0, 1)).awaitAck(1, 1);
            for (String query : List.of("", "?step=PT1H", "?step=PT1H&group=metric&fn=p50")) {
                HttpResponse<String> answer = hasty.get("/api/v1/readings" + query);
                assertThat(answer.statusCode()).as(query).isEqualTo(503);
                assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
                assertThat(Json.text(Json.object(answer.body()), "detail"))
                        .contains("longer than PT0.000000001S", "wider buckets");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "devise=A | devise",
                "format=xml | csv, csv-excel, json, ndjson, senml",
                "from=yesterday | RFC 3339",
                "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z | before",
                "from=2026-01-01T00:00:00Z&from=2026-01-01T00:00:00Z | once",
                "from=%2B999999999-01-01T00:00:00Z | range",
                "device=a%20b | device id",
                "metric=%22 | metric",
                "step=5 | ISO 8601",
                "step=PT0S | PT0.000001S",
                "step=-PT1S | PT0.000001S",
                "step=P9999D | P",
                "step=PT1H&fn=median | avg, min, max",
                "step=PT1H&fn=p0 | p50",
                "step=PT1H&fn=avg,avg | twice",
                "step=P1H | ISO 8601",
                "step=PT1H&tz=Europe/Lindon | Europe/London",
                "step=PT1H&fill=last | none, null, previous, linear",
                "step=PT1H&fill=null&from=2026-01-01T00:00:00Z | and 'to'",
                "step=PT1H&group=metrics | device, metric",
                "step=PT1H&group=metric&fn=rate | one series",
                "step=PT1H&interval=10 | PT10S",
                "step=PT1H&pixels=5 | both",
                "pixels=5 | needs 'from'",
                "pixels=5&from=2026-01-01T00:00:00Z&to=2026-01-01T00:00:00.000001Z | 1 to 1",
                "pixels=0&from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z | 1 to 100000",
                "pixels=5&tz=UTC&from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z | parameter 'tz'",
                "tz=UTC | parameter 'tz' needs 'step'",
                "fill=null | parameter 'fill' needs 'step'",
                "group=metric | parameter 'group' needs 'step'",
                "interval=PT10S | parameter 'interval' needs 'step'",
                "fn=avg | step"
            })
    void whatMakesNoSenseIsExplained(String query, String words) {
        HttpResponse<String> answer = hub.get("/api/v1/readings?" + query);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(Json.text(Json.object(answer.body()), "detail")).contains(words);
    }

    @Test
    void devicesAreShownWithAllThatIsKnown() {
        List<JsonObject> all = Json.array(hub.get("/api/v1/devices").body());
        assertThat(all).extracting(device -> Json.text(device, "id")).containsExactly("A", "B");
        JsonObject a = Json.object(hub.get("/api/v1/devices/A").body());
        assertThat(a).isEqualTo(all.get(0));
        assertThat(Json.text(a, "state")).isEqualTo("online");
        assertThat(Json.text(a, "firmware")).isEqualTo("2\"1");
        assertThat(Json.text(a, "lastSeen")).startsWith("20");
        assertThat(hub.get("/api/v1/devices/A").body())
                .contains("\"metrics\":[\"pm2_5\",\"temperature\"]")
                .contains("\"value\":-0.5");
        for (String unknown : List.of("nobody", "a%20b", "A/x")) {
            assertThat(hub.get("/api/v1/devices/" + unknown).statusCode()).isEqualTo(404);
        }
        assertThat(hub.get("/api/v1/devices?x=1").statusCode()).isEqualTo(400);
    }

    @Test
    void eventsAreTheNewestThatFit() {
        await().until(() -> hub.events("B").size() == 1);
        assertThat(hub.events("A")).containsExactly("online");
        List<JsonObject> newest = Json.array(hub.get("/api/v1/events?limit=1").body());
        assertThat(newest).hasSize(1);
        for (String wrong : List.of("limit=0", "limit=10001", "limit=x", "device=%22", "to=x", "y=1")) {
            assertThat(hub.get("/api/v1/events?" + wrong).statusCode()).isEqualTo(400);
        }
    }
}

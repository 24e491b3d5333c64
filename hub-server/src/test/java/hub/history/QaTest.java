package hub.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.protocol.frame.ReadingsFrameEncoder;
import hub.protocol.frame.TimeMode;
import hub.quality.QaRules;
import hub.testing.Frames;
import hub.testing.Json;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flags of readings over HTTP. */
class QaTest {

    private static final int PM2_5 = 2;
    private static final int PM10 = 4;
    private static final int TEMPERATURE = 5;
    private static final int MINUTE = 60_000;

    @TempDir
    static Path data;

    private static TestHub hub = unstarted();

    @SuppressWarnings("NullAway") // Before all tests there is one.
    private static TestHub unstarted() {
        return null;
    }

    @BeforeAll
    static void start() {
        hub = TestHub.start(data, settings -> settings.withQa(QaRules.parse("soil=0..100")));
        send("spiky", PM2_5, 61, i -> i == 30 ? 80.5 : 10 + i % 7 * 0.1);
        send("railed", PM10, 3, i -> i == 1 ? 1_999.9 : 20 + i);
        send("resting", PM10, 40, i -> 0);
        send("stuck", TEMPERATURE, 480, i -> i < 60 ? 20 + i * 0.01 : 21.5);
        send("hot", TEMPERATURE, 3, i -> 59 + i);
        try (Peer device = hub.welcomed("early")) {
            device.sendBinary(Frames.at(1, 1, 5_000, 20)).awaitAck(1, 1);
        }
        try (Peer device = hub.welcomed("own")) {
            device.sendText("{\"type\":\"hello\",\"channels\":[{\"id\":1000,\"metric\":\"soil\",\"unit\":\"%\"}]}");
            device.sendBinary(ReadingsFrameEncoder.based(TimeMode.ABSOLUTE, false, true, true, 1, 1, Frames.BASE_MILLIS)
                            .add(1000, 0, 101)
                            .encode())
                    .awaitAck(1, 1);
        }
    }

    private static void send(String id, int channel, int count, IntToDoubleFunction value) {
        ReadingsFrameEncoder frame =
                ReadingsFrameEncoder.based(TimeMode.ABSOLUTE, false, true, true, 1, 1, Frames.BASE_MILLIS);
        for (int i = 0; i < count; i++) {
            frame.add(channel, i * MINUTE, value.applyAsDouble(i));
        }
        try (Peer device = hub.welcomed(id)) {
            device.sendBinary(frame.encode()).awaitAck(1, 1);
        }
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static List<String> flagged(String query) {
        return hub.readings("?qa=flag&" + query).stream()
                .filter(row -> !row.endsWith(","))
                .toList();
    }

    @Test
    void aSpikeIsFarFromItsNeighbours() {
        assertThat(flagged("device=spiky")).containsExactly("2026-01-01T00:30:00Z,spiky,pm2_5,80.5,spike");
    }

    @Test
    void theEndOfAScaleIsARailEachTime() {
        assertThat(flagged("device=railed")).containsExactly("2026-01-01T00:01:00Z,railed,pm10,1999.9,rail");
    }

    @Test
    void nothingIsDoubtfulOnceItHasStayedForHalfAnHour() {
        assertThat(flagged("device=resting")).hasSize(10).first().isEqualTo("2026-01-01T00:30:00Z,resting,pm10,0,rail");
    }

    @Test
    void aTemperatureIsStuckAfterSixHours() {
        assertThat(flagged("device=stuck"))
                .hasSize(60)
                .first()
                .isEqualTo("2026-01-01T07:00:00Z,stuck,temperature,21.5,stuck");
    }

    @Test
    void whatCannotBeIsOutOfRangeInTheTableOrByTheOperatorsRule() {
        assertThat(flagged("device=hot")).containsExactly("2026-01-01T00:02:00Z,hot,temperature,61,range");
        assertThat(flagged("device=own")).containsExactly("2026-01-01T00:00:00Z,own,soil,101,range");
    }

    @Test
    void aClockThatWasNeverSetShows() {
        assertThat(flagged("device=early")).containsExactly("1970-01-01T00:00:05Z,early,temperature,20,clock");
    }

    @Test
    void nothingIsFlaggedOrLeftOutUnlessItIsAskedFor() {
        String all = hub.get("/api/v1/readings").body();
        assertThat(all).startsWith("time,device,metric,value\r\n");
        assertThat(hub.readings("?qa=flag").stream().map(row -> row.substring(0, row.lastIndexOf(','))))
                .isEqualTo(all.lines().skip(1).toList());
    }

    @Test
    void flaggedReadingsAreLeftOutOfRawAnswersAndOfBuckets() {
        assertThat(hub.readings("?device=spiky&qa=exclude:spike")).hasSize(60).noneMatch(row -> row.contains("80.5"));
        assertThat(hub.readings("?device=spiky&qa=exclude:stuck,rail")).hasSize(61);
        String buckets = "?device=spiky&step=PT1H&fn=max,count,p100,coverage&qa=";
        assertThat(hub.readings(buckets + "exclude"))
                .first()
                .isEqualTo("2026-01-01T00:00:00Z,spiky,pm2_5,10.6,59,10.6,0.9833333333333333");
        assertThat(hub.readings(buckets + "exclude:range")).first().asString().contains(",80.5,60,80.5,1");
        assertThat(hub.readings("?device=resting&step=P1D&fn=count&qa=exclude:rail"))
                .containsExactly("2026-01-01T00:00:00Z,resting,pm10,30");
        assertThat(hub.readings("?device=resting&device=spiky&step=P1D&fn=count&qa=exclude"))
                .containsExactly("2026-01-01T00:00:00Z,resting,pm10,30", "2026-01-01T00:00:00Z,spiky,pm2_5,60");
    }

    @Test
    void whoLooksForDoubtfulReadingsGetsNoOthers() {
        assertThat(hub.readings("?qa=only&step=P1D&fn=count&from=2026-01-01T00:00:00Z"))
                .containsExactly(
                        "2026-01-01T00:00:00Z,hot,temperature,1",
                        "2026-01-01T00:00:00Z,own,soil,1",
                        "2026-01-01T00:00:00Z,railed,pm10,1",
                        "2026-01-01T00:00:00Z,resting,pm10,10",
                        "2026-01-01T00:00:00Z,spiky,pm2_5,1",
                        "2026-01-01T00:00:00Z,stuck,temperature,60");
        assertThat(hub.readings("?qa=only:spike,rail&device=spiky&device=railed"))
                .containsExactly(
                        "2026-01-01T00:01:00Z,railed,pm10,1999.9,rail", "2026-01-01T00:30:00Z,spiky,pm2_5,80.5,spike");
        assertThat(hub.get("/api/v1/readings?qa=only&device=railed&layout=wide").body())
                .isEqualTo("time,pm10\r\n2026-01-01T00:01:00Z,1999.9\r\n");
    }

    @Test
    void jsonHasFlagsAsAnArray() {
        assertThat(hub.get("/api/v1/readings?device=railed&format=ndjson&qa=flag&from=2026-01-01T00:01:00Z")
                        .body())
                .isEqualTo("""
                        {"time":"2026-01-01T00:01:00Z","device":"railed","metric":"pm10","value":1999.9,"qa":["rail"]}
                        {"time":"2026-01-01T00:02:00Z","device":"railed","metric":"pm10","value":22,"qa":[]}
                        """);
    }

    @Test
    void whatWasMeasuredWhileADeviceWasAwayIsLateAndNotDoubtful() {
        try (Peer device = hub.welcomed("back")) {
            device.sendBinary(Frames.hubTime(1, 1, 20)).awaitAck(1, 1);
        }
        await().until(() -> hub.state("back").equals("offline"));
        hub.clocks.advance(Duration.ofMinutes(10));
        long away = hub.clocks.clocks().micros() / 1_000 - 5 * MINUTE;
        try (Peer device = hub.welcomed("back")) {
            device.sendBinary(Frames.at(1, 2, away, 21)).awaitAck(1, 2);
            device.sendBinary(Frames.hubTime(1, 3, 22)).awaitAck(1, 3);
        }
        assertThat(flagged("device=back")).containsExactly(Instant.ofEpochMilli(away) + ",back,temperature,21,late");
        assertThat(hub.readings("?device=back&qa=only:late")).hasSize(1);
        assertThat(hub.readings("?device=back&qa=exclude:late")).hasSize(2);
        assertThat(hub.readings("?device=back&qa=exclude")).hasSize(3);
        assertThat(hub.readings("?device=back&qa=only")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "qa=drop | drop is unknown; known are flag, exclude",
                "qa=exclude:zzz | flag zzz is unknown; known are range, rail, stuck, spike, clock, late",
                "qa=exclude: | flag  is unknown",
                "qa=flag&step=PT1H | qa=flag is of raw readings",
                "qa=flag&layout=wide | qa=flag is of raw readings",
                "qa=flag&format=senml | qa=flag is of raw readings"
            })
    void whatMakesNoSenseIsSaid(String query, String why) {
        HttpResponse<String> answer = hub.get("/api/v1/readings?" + query);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Json.text(Json.object(answer.body()), "detail").replace("'", ""))
                .contains(why);
    }
}

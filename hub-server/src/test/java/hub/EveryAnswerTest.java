package hub;

import static org.assertj.core.api.Assertions.assertThat;

import hub.testing.Frames;
import hub.testing.Json;
import hub.testing.Peer;
import hub.testing.RawHttp;
import hub.testing.RawHttp.Answer;
import hub.testing.TestHub;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every answer over HTTP, whatever the question. */
class EveryAnswerTest {

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
        hub.welcomed("A").sendBinary(Frames.at(1, 1)).awaitAck(1, 1);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void onlyGetAndHeadAreTaken() {
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
            HttpResponse<String> answer =
                    hub.send(HttpRequest.newBuilder(hub.address().resolve("/api/v1/readings"))
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build());
            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.headers().firstValue("allow")).hasValue("GET, HEAD");
        }
        Answer head = RawHttp.ask(
                hub.address(),
                "HEAD /api/v1/readings HTTP/1.1",
                List.of("Host: " + hub.address().getAuthority(), "Connection: close"));
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("content-type")).startsWith("text/csv");
        assertThat(hub.get("/api/v1/nothing").statusCode()).isEqualTo(404);
        assertThat(hub.get("/api/v2/readings").statusCode()).isEqualTo(404);
    }

    @Test
    void whoLeavesInTheMiddleDisturbsNobody(@TempDir Path other) throws IOException {
        try (TestHub much = TestHub.start(other)) {
            leaveInTheMiddle(much);
        }
    }

    private static void leaveInTheMiddle(TestHub much) throws IOException {
        Peer device = much.welcomed("many");
        for (int i = 0; i < 100; i++) {
            device.sendBinary(Frames.many(1, i + 1, Frames.BASE_MILLIS + i * 4_000L, 4_000))
                    .awaitAck(1, i + 1);
        }
        for (int i = 0; i < 30; i++) {
            try (Socket socket = RawHttp.send(
                    much.address(),
                    "GET /api/v1/readings?device=many HTTP/1.1",
                    List.of("Host: " + much.address().getAuthority()))) {
                assertThat(RawHttp.head(socket.getInputStream()).status()).isEqualTo(200);
            }
        }
        assertThat(much.readings("?device=many&to=2026-01-01T00:00:01Z")).hasSize(1_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/favicon.svg",
                "/nothing",
                "/api/v1/devices",
                "/api/v1/readings?x=1",
                "/api/v1/readings",
                "/api/nothing",
                "/healthz",
                "/readyz",
                "/metrics",
                "/ws/live",
                "/ws/devices/A"
            })
    void everyAnswerHasTheSecurityHeaders(String path) {
        HttpResponse<String> answer = hub.get(path);
        assertThat(answer.headers().firstValue("content-security-policy"))
                .hasValueSatisfying(
                        policy -> assertThat(policy).contains("default-src 'self'", "frame-ancestors 'none'"));
        assertThat(answer.headers().firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("referrer-policy")).hasValue("same-origin");
        assertThat(answer.headers().firstValue("cross-origin-resource-policy")).hasValue("same-origin");
        assertThat(answer.headers().firstValue("access-control-allow-origin")).isEmpty();
    }

    @Test
    void theFiguresAddUp() {
        assertThat(hub.get("/healthz").body()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(hub.get("/readyz").body()).isEqualTo("{\"status\":\"ready\"}");
        for (String name : List.of(
                "hub_readings_stored_total",
                "hub_readings_clock_ahead_total",
                "hub_in_flight_bytes",
                "hub_ingest_latency_seconds_sum",
                "hub_devices{state=\"online\"}",
                "hub_devices{state=\"never-seen\"}",
                "hub_device_connections",
                "hub_viewers",
                "hub_head_readings",
                "hub_folds_total",
                "hub_fold_failures_total",
                "hub_disk_bytes",
                "hub_periodic_failures_total{task=\"fold\"}")) {
            assertThat(hub.metric(name)).as(name).isNotNegative();
        }
        assertThat(hub.metric("hub_frames_received_total"))
                .isEqualTo(hub.metric("hub_frames_stored_total")
                        + hub.metric("hub_frames_duplicate_total")
                        + hub.metric("hub_frames_refused_total")
                        + hub.metric("hub_frames_in_flight"));
        assertThat(hub.metric("hub_devices{state=\"online\"}")).isEqualTo((double)
                Json.array(hub.get("/api/v1/devices").body()).stream()
                        .filter(device -> Json.text(device, "state").equals("online"))
                        .count());
    }

    @Test
    void theDashboardIsServedAndItsAssetsAreKept() {
        HttpResponse<String> index = hub.get("/");
        assertThat(index.statusCode()).isEqualTo(200);
        assertThat(index.headers().firstValue("cache-control")).hasValue("no-cache");
        Matcher script = Pattern.compile("/assets/[\\w.-]+\\.js").matcher(index.body());
        assertThat(script.find()).isTrue();
        HttpResponse<String> asset = hub.get(script.group(), "Accept-Encoding", "gzip");
        assertThat(asset.statusCode()).isEqualTo(200);
        assertThat(asset.headers().firstValue("content-encoding")).hasValue("gzip");
        assertThat(asset.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).contains("javascript"));
        assertThat(asset.headers().firstValue("cache-control")).hasValue("public, max-age=31536000, immutable");
        assertThat(hub.get(script.group()).headers().firstValue("content-encoding"))
                .isEmpty();
        HttpResponse<String> missing = hub.get("/assets/none.js");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.headers().firstValue("cache-control")).hasValue("no-store");
        for (String outside : List.of(
                "/../hub/Main.class",
                "/..%2fhub/Main.class",
                "/assets/..%2f..%2fMETA-INF/services/ch.qos.logback.classic.spi.Configurator")) {
            Answer answer = RawHttp.ask(
                    hub.address(),
                    "GET " + outside + " HTTP/1.1",
                    List.of("Host: " + hub.address().getAuthority(), "Connection: close"));
            assertThat(answer.status()).as(outside).isIn(400, 403, 404);
        }
    }
}

package hub.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hub.security.TokenFile;
import hub.testing.Frames;
import hub.testing.Json;
import hub.testing.Peer;
import hub.testing.RawHttp;
import hub.testing.TestHub;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files into a hub that runs, beside files into the data of one that does not. */
class RunningHubTest {

    private static final int ROWS = 120_000;
    private static final String HEADER = "time,device,metric,value\n";

    @TempDir
    Path folder;

    /** Some blocks long; a row of a thousand is wrong. */
    private static String csv() {
        StringBuilder csv = new StringBuilder(HEADER);
        Instant first = Instant.parse("2026-01-01T00:00:00Z");
        for (int i = 0; i < ROWS; i++) {
            csv.append(first.plusMillis(100L * i))
                    .append(",dev")
                    .append(i % 7)
                    .append(i % 2 == 0 ? ",pm10," : ",soil,");
            csv.append(i % 1_000 == 999 ? "wet" : i / 10.0).append('\n');
        }
        return csv.toString();
    }

    private static ImportResult send(
            TestHub hub, @Nullable String token, Path file, Path rejected, LongPredicate interrupt) {
        ImportJob job = ImportJob.into(
                hub.address(),
                file.toString(),
                FileFormat.AUTO,
                rejected,
                InputStream.nullInputStream(),
                Instant.now().toEpochMilli() * 1_000);
        AtomicLong clock = new AtomicLong(); // A second from look to look: a note behind every block.
        return Import.run(
                job,
                new RunningHub(hub.address(), token),
                new Interrupting(interrupt),
                () -> clock.addAndGet(1_000_000_000));
    }

    private record Interrupting(LongPredicate when) implements ImportProgress {

        @Override
        public void resumed(long readings) {}

        @Override
        public void at(long readings, long done, long total) {
            if (when.test(readings)) {
                throw new IllegalStateException("stopped by somebody");
            }
        }
    }

    private static String all(TestHub hub) {
        return hub.get("/api/v1/readings?format=csv").body();
    }

    @Test
    void aFileIsStoredAsItIsInDataAtRestAndTwiceChangesNothing() throws IOException {
        Path file = Files.writeString(folder.resolve("all.csv"), csv());
        Path rejected = folder.resolve("all.csv.rejected.csv");
        String rows;
        try (TestHub hub = TestHub.start(folder.resolve("live"), settings -> settings.withFoldReadings(50_000));
                Peer device = hub.welcomed("dev0")) {
            device.sendRaw(Frames.wire(1, 1, 100)).awaitAck(1, 100);
            ImportResult result = send(hub, null, file, rejected, readings -> false);
            assertThat(result.rows()).isEqualTo(ROWS);
            assertThat(result.readings()).isEqualTo(ROWS - ROWS / 1_000);
            assertThat(result.rejectedRows()).isEqualTo(ROWS / 1_000);
            rows = all(hub);
            assertThat(send(hub, null, file, rejected, readings -> false)).isEqualTo(result);
            assertThat(all(hub)).isEqualTo(rows);
            device.sendRaw(Frames.wire(1, 101, 1)).awaitAck(1, 101);
            assertThat(hub.metric("hub_frames_in_flight")).isZero();
            rows = all(hub);
        }
        List<String> left = Files.readAllLines(rejected);
        assertThat(left).hasSize(1 + ROWS / 1_000);
        assertThat(left.get(1)).contains(",1001,", "'wet' is no finite number", "dev5,soil,wet");
        assertThat(left.get(120)).contains(",120001,");
        try (var files = Files.list(folder)) {
            assertThat(files.map(path -> String.valueOf(path.getFileName())))
                    .as("no note is left")
                    .containsExactlyInAnyOrder("all.csv", "live", "all.csv.rejected.csv");
        }
        try (TestHub hub = TestHub.start(folder.resolve("live"))) {
            assertThat(all(hub)).isEqualTo(rows);
        }
    }

    /** What a crash leaves as soon as the hub has answered has all of it. */
    @Test
    void whatIsAnsweredIsOnTheDisk() throws IOException {
        Path file = Files.writeString(folder.resolve("all.csv"), csv());
        try (TestHub hub = TestHub.start(folder.resolve("live"))) {
            send(hub, null, file, folder.resolve("bad.csv"), readings -> false);
            Path copy = hub.copy(folder.resolve("copy"));
            try (TestHub after = TestHub.start(copy)) {
                assertThat(all(after)).isEqualTo(all(hub));
            }
        }
    }

    @Test
    void anInterruptedImportGoesOn() throws IOException {
        Path file = Files.writeString(folder.resolve("all.csv"), csv());
        Path rejected = folder.resolve("bad.csv");
        try (TestHub hub = TestHub.start(folder.resolve("live"));
                TestHub whole = TestHub.start(folder.resolve("whole"))) {
            AtomicLong stored = new AtomicLong();
            assertThatThrownBy(() -> send(hub, null, file, rejected, readings -> {
                        stored.set(readings);
                        return readings > ROWS / 2;
                    }))
                    .hasMessageContaining("stopped by somebody");
            assertThat(stored.get()).isLessThan(ROWS - ROWS / 1_000);
            ImportResult rest = send(hub, null, file, rejected, readings -> false);
            assertThat(rest.resumed()).isTrue();
            Path other = folder.resolve("other.csv");
            ImportResult once = send(whole, null, file, other, readings -> false);
            assertThat(rest.readings()).isEqualTo(once.readings());
            assertThat(rejected).hasSameTextualContentAs(other);
            assertThat(all(hub)).isEqualTo(all(whole));
        }
    }

    @Test
    void operatorsAloneMay() throws IOException {
        Path data = folder.resolve("closed");
        String operator = TestHub.token(data, TokenFile.Kind.OPERATOR, "boss");
        String viewer = TestHub.token(data, TokenFile.Kind.VIEWER, "looker");
        Path file = Files.writeString(folder.resolve("one.csv"), HEADER + "2026-01-01T00:00:00Z,A,pm10,1\n");
        try (TestHub hub = TestHub.start(data, TestHub.Settings::withTokens)) {
            Path rejected = folder.resolve("bad.csv");
            assertThatThrownBy(() -> send(hub, viewer, file, rejected, readings -> false))
                    .hasMessageContaining("403", "operator's token is needed");
            assertThat(send(hub, operator, file, rejected, readings -> false).readings())
                    .isEqualTo(1);
        }
        assertThatThrownBy(() -> Import.run(
                        ImportJob.into(
                                URI.create("http://127.0.0.1:1"),
                                file.toString(),
                                FileFormat.AUTO,
                                folder.resolve("bad.csv"),
                                InputStream.nullInputStream(),
                                0),
                        new RunningHub(URI.create("http://127.0.0.1:1"), null),
                        new Interrupting(readings -> false),
                        System::nanoTime))
                .hasMessageContaining("cannot be reached")
                .hasMessageContaining("it goes on");
    }

    private static HttpResponse<String> post(TestHub hub, String query, byte[] body) {
        return hub.send(HttpRequest.newBuilder(hub.address().resolve("/api/v1/import" + query))
                .POST(BodyPublishers.ofByteArray(body))
                .build());
    }

    /** As curl sends it: a file of any size at once, packed or not. */
    @Test
    void aWholeFileMayBeTheBody() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(csv().getBytes(StandardCharsets.UTF_8));
        }
        try (TestHub hub = TestHub.start(folder.resolve("live"));
                TestHub other = TestHub.start(folder.resolve("other"))) {
            HttpResponse<String> answer = post(hub, "", packed.toByteArray());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body())
                    .startsWith("{\"lines\":" + (ROWS + 1) + ",\"rows\":" + ROWS + ",\"readings\":" + (ROWS - 120)
                            + ",\"rejectedRows\":120,\"rejected\":[{\"line\":1001,");
            assertThat(post(other, "?format=csv", csv().getBytes(StandardCharsets.UTF_8))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(all(hub)).isEqualTo(all(other));
            String lines =
                    "{\"time\":\"2026-02-01T00:00:00Z\",\"device\":\"new\",\"metric\":\"pm10\",\"value\":7.35}\n";
            assertThat(Json.number(
                            Json.object(post(hub, "", lines.getBytes(StandardCharsets.UTF_8))
                                    .body()),
                            "readings"))
                    .isEqualTo(1);
            assertThat(hub.readings("?device=new")).containsExactly("2026-02-01T00:00:00Z,new,pm10,7.35");
            assertThat(hub.state("new")).isEqualTo("never-seen");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; 'a,b\n1,2\n'; 400; its columns are",
                "''; ''; 400; its first line is empty",
                "?format=parquet; 'PAR1'; 400; a Parquet file is imported by",
                "?zzz=1; 'x'; 400; known is only parameter"
            })
    void whatIsWrongIsSaid(String query, String body, int status, String why) {
        try (TestHub hub = TestHub.start(folder.resolve("live"))) {
            HttpResponse<String> answer = post(hub, query, body.getBytes(StandardCharsets.UTF_8));
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.body()).contains(why);
            assertThat(hub.get("/api/v1/import").statusCode()).isEqualTo(405);
        }
    }

    /** There is room for two. */
    @Test
    void aClientThatSendsNothingAnyMoreMakesRoomForOthers() throws IOException {
        try (TestHub hub = TestHub.start(folder, settings -> settings);
                Socket first = stalled(hub);
                Socket second = stalled(hub)) {
            assertThat(first).isNotEqualTo(second);
            await().until(() -> status(hub) == 503);
            assertThat(hub.metric("hub_answers_cut_total")).isZero();
            await().until(() -> {
                hub.clocks.advance(Duration.ofSeconds(61));
                return status(hub) == 200;
            });
            await().until(() -> hub.metric("hub_answers_cut_total") == 2);
        }
    }

    private static Socket stalled(TestHub hub) throws IOException {
        return RawHttp.send(
                hub.address(),
                "POST /api/v1/import?format=csv HTTP/1.1",
                List.of("Host: " + hub.address().getAuthority(), "Content-Length: 1000"));
    }

    private static int status(TestHub hub) {
        return hub.send(HttpRequest.newBuilder(hub.address().resolve("/api/v1/import"))
                        .POST(BodyPublishers.ofString(HEADER))
                        .build())
                .statusCode();
    }
}

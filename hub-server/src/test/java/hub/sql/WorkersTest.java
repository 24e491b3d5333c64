package hub.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hub.sql.source.Message;
import hub.sql.source.RemoteSource;
import hub.testing.Frames;
import hub.testing.Json;
import hub.testing.Peer;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The processes that statements run in: when they are, and what becomes of a statement without its own. */
@Isolated("It counts and kills processes, whoever started them.")
class WorkersTest {

    private static final String SORT =
            "SELECT a.value FROM readings a, readings b, readings c ORDER BY a.value, b.value";

    @TempDir
    Path data;

    private SqlHub open(int concurrent) {
        return new SqlHub(data, options -> new SqlOptions(Duration.ofMinutes(10), 100, 4_000, concurrent, 64));
    }

    /** The only programs in Java that this one starts. */
    private static List<ProcessHandle> workers() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .toList();
    }

    @Test
    void oneProcessServesStatementAfterStatement() {
        try (SqlHub sql = open(2)) {
            assertThat(sql.hub.metric("hub_sql_workers")).isZero();
            assertThat(sql.rows("SELECT 1")).containsExactly("1");
            List<ProcessHandle> first = workers();
            assertThat(first).hasSize(1);
            assertThat(sql.ask("SELECT nothing FROM readings", "").statusCode()).isEqualTo(400);
            assertThat(sql.ask("SELECT value FROM readings", "").statusCode()).isEqualTo(422);
            assertThat(sql.rows("SELECT count(*) FROM readings")).containsExactly("2400");
            assertThat(workers()).isEqualTo(first);
            assertThat(sql.hub.metric("hub_sql_workers")).isEqualTo(1);
        }
        assertThat(workers()).isEmpty();
    }

    @Test
    void aProcessThatIsKilledFailsItsStatementAndNoOther() {
        try (SqlHub sql = open(1)) {
            CompletableFuture<HttpResponse<String>> answer =
                    CompletableFuture.supplyAsync(() -> sql.ask(SqlTest.ENDLESS, ""));
            await().until(() ->
                    sql.hub.metric("hub_chunks_read_total") > 0 && workers().size() == 1);
            workers().get(0).destroyForcibly();
            assertThat(answer.join().statusCode()).isEqualTo(500);
            assertThat(Json.text(Json.object(answer.join().body()), "detail")).contains("the hub's log says why");
            assertThat(sql.statements("failed")).isEqualTo(1);
            assertThat(sql.rows("SELECT count(*) FROM readings")).containsExactly("2400");
        }
    }

    @Test
    void aStatementThatHoldsTooMuchEndsAndTheHubGoesOn() {
        try (SqlHub sql = open(1);
                Peer device = sql.hub.welcomed("C")) {
            HttpResponse<String> answer = sql.ask(SORT, "");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
            assertThat(Json.text(Json.object(answer.body()), "detail")).contains("--sql-memory (64 MiB)");
            assertThat(sql.statements("memory")).isEqualTo(1);
            device.sendBinary(Frames.at(1, 1)).awaitAck(1, 1);
            assertThat(sql.rows("SELECT count(*) FROM readings")).containsExactly("2401");
        }
    }

    @Test
    void neitherAClientThatGoesNorAHubThatStopsLeavesAProcessAtWork() throws IOException {
        SqlHub sql = open(2);
        try (Socket staying = ask(sql, SqlTest.ENDLESS)) {
            try (Socket going = ask(sql, SORT)) {
                await().until(() -> going.isConnected() && workers().size() == 2);
            }
            await().until(() -> sql.statements("cancelled") == 1 && workers().size() == 1);
            assertThat(staying.isConnected()).isTrue();
            sql.close();
            assertThat(workers()).isEmpty();
        }
    }

    private static String oomScore(Process process) throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(process.pid()), "oom_score_adj"))
                .strip();
    }

    @Test
    void aProcessEndsThatHasNothingToDoForAMinute() {
        try (SqlHub sql = open(2)) {
            assertThat(sql.rows("SELECT 1")).containsExactly("1");
            assertThat(workers()).hasSize(1);
            sql.hub.clocks.advance(Duration.ofSeconds(59));
            assertThat(sql.rows("SELECT 1")).containsExactly("1");
            sql.hub.clocks.advance(Duration.ofSeconds(59));
            assertThat(sql.rows("SELECT 2")).containsExactly("2");
            assertThat(workers()).hasSize(1);
            sql.hub.clocks.advance(Duration.ofSeconds(61));
            await().until(() -> workers().isEmpty());
            assertThat(sql.hub.metric("hub_sql_workers")).isZero();
            assertThat(sql.rows("SELECT 3")).containsExactly("3");
        }
    }

    @Test
    void whatCannotBeStartedIsSaid() {
        WorkerCommand missing = new WorkerCommand(data.resolve("java"), 64);
        RemoteSource nothing = new RemoteSource(
                new DataInputStream(InputStream.nullInputStream()),
                new DataOutputStream(OutputStream.nullOutputStream()));
        try (Workers workers = new Workers(nothing, System::nanoTime, SqlOptions.DEFAULT, missing)) {
            assertThatThrownBy(() -> workers.write(
                            SqlQuestion.of("SELECT 1", SqlFormat.CSV, false),
                            new Run(Long.MAX_VALUE, ""),
                            OutputStream.nullOutputStream()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the process for a statement cannot be started")
                    .hasMessageContaining(missing.java().toString());
            assertThat(workers.processes()).isZero();
        }
    }

    private static Socket ask(SqlHub sql, String statement) throws IOException {
        Socket client =
                new Socket(InetAddress.getLoopbackAddress(), sql.hub.address().getPort());
        client.getOutputStream()
                .write(("POST /api/v1/sql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + statement.length()
                                + "\r\n\r\n" + statement)
                        .getBytes(StandardCharsets.UTF_8));
        return client;
    }

    /** A hub that is killed can end nobody; here its pipes stay open, too. */
    @Test
    void aProcessEndsWithItsHub() throws IOException {
        Process hub = new ProcessBuilder("sleep", "600").start();
        Process worker = new WorkerCommand(64).start(hub.pid());
        try (DataInputStream in = new DataInputStream(worker.getInputStream())) {
            assertThat(Message.read(in)).isEqualTo(Message.READY);
            assertThat(worker.isAlive()).isTrue();
            assertThat(oomScore(worker)).isEqualTo("1000");
            hub.destroyForcibly();
            await().until(() -> !worker.isAlive());
            assertThat(worker.exitValue()).isEqualTo(WorkerMain.ORPHANED);
        } finally {
            hub.destroyForcibly();
            worker.destroyForcibly();
        }
    }
}

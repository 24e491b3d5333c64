package hub.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.testing.Frames;
import hub.testing.Peer;
import hub.testing.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Devices beside the worst that clients may ask. */
@Isolated("processes of statements leave the processor to all others, so they would hardly begin beside other tests")
class SqlBesideIngestTest {

    private static final int CLIENTS = 10;
    private static final int FRAMES = 400;

    /** A process begins beside all that, and then the statement has its time. */
    private static final int PATIENCE_MILLIS = 40_000;

    /** Joins without an end, sorts, groups and windows that take memory without an end, buckets of all. */
    private static final List<String> WORST = List.of(
            SqlTest.ENDLESS,
            "SELECT a.value FROM readings a, readings b, readings c ORDER BY a.value, b.value",
            "SELECT count(DISTINCT a.value * b.value * c.value) FROM readings a, readings b, readings c",
            "SELECT a.time, b.time, c.value, count(*) FROM readings a, readings b, readings c GROUP BY a.time, b.time, c.value",
            "SELECT a.time, sum(a.value) OVER (ORDER BY a.time, b.time, c.value) FROM readings a, readings b, readings c",
            "SELECT DISTINCT a.time, b.time, c.time FROM readings a, readings b, readings c",
            "SELECT median(a.value * b.value) FROM readings a, readings b, readings c",
            "SELECT * FROM buckets('PT0.001S', 'UTC', 'p50,p95') a, buckets('PT0.001S', 'UTC', 'p50,p95') b ORDER BY a.p50",
            "SELECT * FROM readings a, readings b ORDER BY a.time DESC, b.time",
            "SELECT count(*) FROM readings a WHERE EXISTS (SELECT 1 FROM readings b WHERE b.value > a.value + 1000)");

    @TempDir
    Path data;

    @Test
    void everythingIsStoredAndAcknowledgedBesideTheWorstStatements(TestReporter reporter) throws InterruptedException {
        try (SqlHub sql = new SqlHub(
                        data, options -> new SqlOptions(Duration.ofSeconds(4), 1_000_000, 256L << 20, 2, 64));
                Peer device = sql.hub.welcomed("C")) {
            double[] alone = latencies(device, 1);
            AtomicBoolean over = new AtomicBoolean();
            Map<Integer, Integer> answers = new ConcurrentHashMap<>();
            ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
            for (int client = 0; client < CLIENTS; client++) {
                String statement = WORST.get(client);
                clients.execute(() -> {
                    while (!over.get()) {
                        answers.merge(status(sql, statement), 1, Integer::sum);
                    }
                });
            }
            await().until(() -> sql.hub.metric("hub_sql_running") == 2);
            double[] beside = latencies(device, 1 + FRAMES);
            await().atMost(Duration.ofMinutes(3)).until(() -> ended(sql) >= CLIENTS);
            over.set(true);
            clients.shutdown();
            assertThat(clients.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            reporter.publishEntry("p50 and p99 of acknowledgements in ms, alone", Arrays.toString(alone));
            reporter.publishEntry("the same beside statements", Arrays.toString(beside));
            reporter.publishEntry("answers by status", answers.toString());
            assertStored(sql, answers);
        }
    }

    /**
     * Of an answer. By hand: Java's client, asking without a pause, may take an answer that comes at once for something that
     * nobody asked for, and end the connection (seen once in half a million).
     */
    private static int status(SqlHub sql, String statement) {
        try (Socket socket = RawHttp.send(
                sql.hub.address(),
                "POST /api/v1/sql HTTP/1.1",
                List.of("Host: localhost", "Content-Length: " + statement.length() + "\r\n\r\n" + statement))) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            return RawHttp.head(socket.getInputStream()).status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many statements had a place among those that run, and came to an end. */
    private static double ended(SqlHub sql) {
        return Stream.of("answered", "timeout", "memory", "too-large")
                .mapToDouble(sql::statements)
                .sum();
    }

    private static void assertStored(SqlHub sql, Map<Integer, Integer> answers) {
        assertThat(answers).containsKey(503);
        assertThat(answers.keySet()).isSubsetOf(200, 422, 503);
        assertThat(sql.rows("SELECT count(*), min(value), max(value) FROM readings WHERE device = 'C'"))
                .containsExactly(2 * FRAMES + ",1," + 2 * FRAMES);
        assertThat(sql.hub.metric("hub_frames_received_total"))
                .isEqualTo(sql.hub.metric("hub_frames_stored_total"))
                .isEqualTo(6 + 2 * FRAMES);
        assertThat(sql.statements("failed")).isZero();
    }

    /** Sends frames one after the other; half and 99 % were acknowledged within so many ms. */
    private static double[] latencies(Peer device, int first) {
        double[] millis = new double[FRAMES];
        for (int i = 0; i < FRAMES; i++) {
            long sent = System.nanoTime();
            device.sendBinary(Frames.at(1, first + i)).awaitAck(1, first + i);
            millis[i] = (System.nanoTime() - sent) / 1e6;
        }
        Arrays.sort(millis);
        return new double[] {millis[FRAMES / 2], millis[FRAMES * 99 / 100]};
    }
}

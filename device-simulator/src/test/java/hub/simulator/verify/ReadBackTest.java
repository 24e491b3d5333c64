package hub.simulator.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import hub.protocol.Timestamps;
import hub.simulator.client.HubAddress;
import hub.simulator.verify.LedgerRecord.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading back over HTTP in small stretches: they leave nothing out and overlap nowhere, however they are cut. */
class ReadBackTest {

    private static final Plan PLAN = new Plan(7, 4, "dev-", 1_700_000_000_000_000L);
    private static final int COUNT = 7;
    private static final int[] FRAMES = {5, 0, 9, 1};

    @TempDir
    private Path directory;

    private final Map<String, TreeMap<Long, TreeMap<String, Double>>> stored = new TreeMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger toBreak = new AtomicInteger();
    private HttpServer server;
    private Ledger ledger;

    @BeforeEach
    void sendAndStore() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/readings", this::answer);
        server.start();
        ledger = Ledger.open(directory, () -> PLAN, notice -> {});
        for (int seq = 1; seq <= 9; seq++) {
            for (int device = 0; device < FRAMES.length; device++) {
                if (seq <= FRAMES[device]) {
                    SentFrame frame = frame(device, seq);
                    ledger.append(Kind.SENT, frame);
                    ledger.append(Kind.ACKNOWLEDGED, frame);
                    store(frame);
                }
            }
        }
    }

    @AfterEach
    void close() throws IOException {
        ledger.close();
        server.stop(0);
    }

    @Test
    void howeverItIsCutAllIsReadOnce() throws Exception {
        for (int framesAtOnce : new int[] {1, 2, 5, 6, 16, 17}) {
            for (int readingsAtOnce : new int[] {1, COUNT + 1, 1_000}) {
                Findings findings = readBack(framesAtOnce, readingsAtOnce);

                assertThat(findings.examples()).isEmpty();
                assertThat(findings.storedReadings()).isEqualTo((5 + 9 + 1) * COUNT);
            }
        }
        assertThat(asked).hasValueGreaterThan(18);
    }

    @Test
    void whatNobodySentIsFoundBetweenStretchesAndBehindThemAndOfSilentDevices() throws Exception {
        readings("dev-0001", frame(0, 2).lastMicros() + 1).put("pm10", 1.0);
        readings("dev-0003", frame(2, 9).lastMicros() + 9_000_000).put("pm10", 2.0);
        readings("dev-0002", PLAN.startMicros() + 5).put("pm10", 3.0);

        for (int framesAtOnce : new int[] {1, 2, 3, 100}) {
            assertThat(readBack(framesAtOnce, 1).count(Fault.UNSENT)).isEqualTo(3);
        }
    }

    @Test
    void aFrameThatIsGoneIsFound() throws Exception {
        stored.remove("dev-0004");

        assertThat(readBack(2, 1).count(Fault.MISSING)).isEqualTo(COUNT);
    }

    @Test
    void anAnswerThatBreaksOffIsAskedForAgain() throws Exception {
        toBreak.set(2);

        Findings findings = readBack(100, 1_000);

        assertThat(toBreak).hasValueLessThan(0);
        assertThat(findings.examples()).isEmpty();
        assertThat(findings.storedReadings()).isEqualTo((5 + 9 + 1) * COUNT);
    }

    @Test
    void aHubThatIsGoneIsAnErrorAndNoFault() {
        server.stop(0);

        assertThatThrownBy(() -> readBack(100, 1_000))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is the hub running, and is --hub right?");
    }

    private Findings readBack(int framesAtOnce, int readingsAtOnce) throws IOException, InterruptedException {
        HubApi hub = new HubApi(new HubAddress("127.0.0.1", server.getAddress().getPort(), ""), Optional.empty());
        Standing standing = Standing.of(ledger);
        return new ReadBack(ledger, standing, hub, Duration.ofSeconds(2), read -> {}, framesAtOnce, readingsAtOnce)
                .run();
    }

    private void store(SentFrame frame) {
        for (int i = 0; i < frame.count(); i++) {
            readings(PLAN.device(frame.device()).value(), ReadingPattern.timeMicros(frame.baseMicros(), i))
                    .put(
                            ReadingPattern.metricName(ReadingPattern.metric(i)),
                            ReadingPattern.value(PLAN.seed(), frame, i));
        }
    }

    private Map<String, Double> readings(String device, long micros) {
        return stored.computeIfAbsent(device, first -> new TreeMap<>())
                .computeIfAbsent(micros, first -> new TreeMap<>());
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        Map<String, String> query = Stream.of(
                        exchange.getRequestURI().getQuery().split("&", -1))
                .map(pair -> pair.split("=", -1))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        long from = micros(query.getOrDefault("from", ""));
        long to = query.containsKey("to") ? micros(query.getOrDefault("to", "")) : Long.MAX_VALUE;
        StringBuilder csv = new StringBuilder("time,device,metric,value\r\n");
        stored.getOrDefault(query.getOrDefault("device", ""), new TreeMap<>())
                .subMap(from, to)
                .forEach((time, readings) -> readings.forEach((metric, value) -> csv.append(Timestamps.instant(time))
                        .append(',')
                        .append(query.get("device"))
                        .append(',')
                        .append(metric)
                        .append(',')
                        .append(value)
                        .append("\r\n")));
        byte[] body = csv.toString().getBytes(StandardCharsets.UTF_8);
        boolean breaksOff = toBreak.getAndDecrement() > 0;
        exchange.sendResponseHeaders(200, breaksOff ? body.length + 1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static long micros(String instant) {
        return Timestamps.micros(Instant.parse(instant));
    }

    private static SentFrame frame(int device, long seq) {
        return new SentFrame(device, PLAN.epoch(device), seq, COUNT, PLAN.startMicros() + 1_000L * seq);
    }
}

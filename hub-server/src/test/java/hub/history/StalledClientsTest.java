package hub.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.protocol.frame.ReadingsFrameEncoder;
import hub.protocol.frame.TimeMode;
import hub.testing.Frames;
import hub.testing.Peer;
import hub.testing.RawHttp;
import hub.testing.TestHub;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that ask for much and do not read it. */
@Timeout(120)
@Isolated("counts the threads that answer")
class StalledClientsTest {

    private static final int CLIENTS = 40;
    private static final int FRAMES = 300;
    private static final int FRAME_READINGS = 4_000;
    private static final Duration LONG_AGO = Duration.ofSeconds(61);
    private static final String HELD = "hub_answers_held_bytes";
    private static final String UNDER_WAY = "hub_answers_under_way";

    @TempDir
    Path data;

    private TestHub hub;
    private final List<Socket> stalled = new ArrayList<>();

    @BeforeEach
    void fill() {
        // So long that none is out of time when the clock goes on and it happens to work.
        hub = TestHub.start(data, settings -> settings.withQueryTimeout(Duration.ofDays(1)));
        try (Peer device = hub.welcomed("A")) {
            Random random = new Random(1);
            for (int seq = 1; seq <= FRAMES; seq++) {
                ReadingsFrameEncoder frame = ReadingsFrameEncoder.based(
                        TimeMode.ABSOLUTE, false, true, true, 1, seq, Frames.BASE_MILLIS + seq * 4_000L);
                for (int i = 0; i < FRAME_READINGS; i++) {
                    frame.add(5, i, random.nextDouble());
                }
                device.sendBinary(frame.encode()).awaitAck(1, seq);
            }
        }
    }

    @AfterEach
    void stop() throws IOException {
        hub.close();
        for (Socket socket : stalled) {
            socket.close();
        }
    }

    private void stall(int clients, String call) throws IOException {
        for (int i = 0; i < clients; i++) {
            stalled.add(RawHttp.send(
                    hub.address(),
                    "GET " + call + " HTTP/1.1",
                    List.of("Host: " + hub.address().getAuthority())));
        }
    }

    /** How many threads write to clients that take nothing now, in all hubs here. */
    private static long waitForClients() {
        return Thread.getAllStackTraces().values().stream()
                .filter(stack ->
                        calls(stack, "hub.history.LeavingStream", "write") && calls(stack, "org.xnio", "await"))
                .count();
    }

    private static boolean calls(StackTraceElement[] stack, String type, String method) {
        return Stream.of(stack)
                .anyMatch(frame -> frame.getClassName().startsWith(type)
                        && frame.getMethodName().startsWith(method));
    }

    /** The hub looks every second, and sees at its second look that a client took nothing since the first. */
    private void awaitCut(String metric, long atATime) {
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            if (waitForClients() >= Math.min(Math.round(hub.metric(UNDER_WAY)), atATime)) {
                hub.clocks.advance(LONG_AGO);
            }
            return hub.metric(metric) == 0;
        });
    }

    private void requireOthersAreServed() {
        assertThat(hub.get("/api/v1/latest").statusCode()).isEqualTo(200);
        assertThat(hub.readings("?limit=5")).hasSize(5);
        assertThat(hub.readings("?device=A&step=P1D&fn=count"))
                .singleElement()
                .asString()
                .endsWith("," + FRAMES * FRAME_READINGS);
        try (Peer device = hub.welcomed("B")) {
            device.sendRaw(Frames.wire(1, 1, 100)).awaitAck(1, 100);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "readings?format=csv",
                "readings?format=parquet",
                "readings?format=arrow",
                "readings?step=PT0.01S"
            })
    void keepNobodyWaitingAndAreCut(String call) throws IOException {
        stall(CLIENTS, "/api/v1/" + call);
        // Each Parquet answer reserves 16 MiB of a quarter of the heap.
        long atATime = call.endsWith("parquet")
                ? Math.min(CLIENTS, Runtime.getRuntime().maxMemory() / 4 / (16 << 20))
                : CLIENTS;
        await().atMost(Duration.ofMinutes(1)).until(() -> waitForClients() == atATime);
        assertThat(hub.metric(UNDER_WAY)).isEqualTo(CLIENTS);
        requireOthersAreServed();
        assertThat(hub.metric("hub_answers_cut_total")).isZero();
        awaitCut(UNDER_WAY, atATime);
        assertThat(hub.metric("hub_answers_cut_total")).isEqualTo(CLIENTS);
        requireOthersAreServed();
    }

    /** Pages wait as a whole, without a thread. */
    @Test
    void pagesThatNobodyReadsHoldMemoryAndNoThread() throws IOException {
        String call = "/api/v1/readings?format=json&limit=50000";
        int length = hub.get(call).body().length();
        stall(CLIENTS, call);
        await().atMost(Duration.ofMinutes(1)).until(() -> hub.metric(HELD) == CLIENTS * (double) length);
        await().until(() -> hub.metric(UNDER_WAY) == 0);
        requireOthersAreServed();
        awaitCut(HELD, 0);
        assertThat(hub.metric("hub_answers_cut_total")).isEqualTo(CLIENTS);
    }

    @Test
    void aHubStopsAllTheSame() throws IOException {
        stall(CLIENTS, "/api/v1/readings");
        await().atMost(Duration.ofMinutes(1)).until(() -> waitForClients() == CLIENTS);
        long before = System.nanoTime();
        hub.close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
        assertThat(Thread.getAllStackTraces().entrySet())
                .noneMatch(each -> List.of(each.getValue()).toString().contains("hub.history.Answer.writeAll"));
    }
}

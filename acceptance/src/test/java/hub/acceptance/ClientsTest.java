package hub.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.acceptance.ClientProgram.Order;
import hub.acceptance.FrameProxy.Cut;
import hub.acceptance.FrameProxy.Direction;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The clients that the project gives to authors of firmware, as programs against a real hub: plain, cut, hub killed. */
@Timeout(240)
class ClientsTest {

    private static final String DEVICE = "client-under-test";

    /** In both directions, early and late, twice in a row before anything was acknowledged. */
    private static final List<Cut> CUTS = List.of(
            new Cut(Direction.TO_HUB, 4),
            new Cut(Direction.TO_DEVICE, 1),
            new Cut(Direction.TO_HUB, 2),
            new Cut(Direction.TO_DEVICE, 2),
            new Cut(Direction.TO_DEVICE, 3),
            new Cut(Direction.TO_HUB, 9));

    /** Two of a channel and an f32 each. */
    private static final int READINGS_BYTES = 12;

    private static final int PING = 9;
    private static final int PONG = 10;

    @TempDir
    private Path directory;

    /** A client, and how it tells times where it has a choice. */
    enum Client {
        C_HUB_TIME,
        C_WELCOME_TIME,
        C_AGE,
        PYTHON,
        JAVASCRIPT;

        ClientProgram program(Path directory) {
            return switch (this) {
                case C_HUB_TIME -> ClientProgram.inC(directory, "hub");
                case C_WELCOME_TIME -> ClientProgram.inC(directory, "welcome");
                case C_AGE -> ClientProgram.inC(directory, "age");
                case PYTHON -> ClientProgram.inPython(directory);
                case JAVASCRIPT -> ClientProgram.inJavaScript();
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void plainRunIsStoredExactlyOnce(Client client) {
        ClientProgram program = client.program(directory);
        try (HubProcess hub = HubProcess.start(directory);
                ChildProcess device = program.start(directory, new Order(hub.port(), DEVICE, 50, 20))) {
            assertThat(device.awaitExit(60)).as(device.output()).isZero();

            assertStoredOnce(hub, 50);
        }
    }

    /** Ages count from receipt: what had to be sent again is dated late by the outage, so that mode is not among these. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "C_AGE")
    void cutConnectionsLoseAndDoubleNothing(Client client) {
        ClientProgram program = client.program(directory);
        try (HubProcess hub = HubProcess.start(directory);
                FrameProxy proxy = FrameProxy.cutting(hub, CUTS);
                ChildProcess device = program.start(directory, new Order(proxy.port(), DEVICE, 200, 20))) {
            assertThat(device.awaitExit(120)).as(device.output()).isZero();

            assertThat(proxy.cutsMade()).isEqualTo(CUTS.size());
            assertStoredOnce(hub, 200);
            assertResentVerbatim(proxy);
        }
    }

    /** Frames with the same readings are the same frame: number and time must be the same, too. */
    private static void assertResentVerbatim(FrameProxy proxy) {
        Map<String, List<String>> frames = proxy.fromDevice().stream()
                .filter(frame -> frame.opcode() == FrameProxy.BINARY)
                .map(FrameProxy.Frame::payload)
                .collect(Collectors.groupingBy(payload -> payload.substring(payload.length() - READINGS_BYTES)));
        assertThat(frames.values()).anySatisfy(sent -> assertThat(sent).hasSizeGreaterThan(1));
        assertThat(frames.values())
                .allSatisfy(sent -> assertThat(Set.copyOf(sent)).hasSize(1));
    }

    /** Ping and command come from the proxy; the hub, which sent no command, refuses the result and says so. */
    @Test
    void clientInCAnswersPingsAndCommands() {
        ClientProgram program = ClientProgram.inC(directory, "hub");
        String command = "{\"type\":\"command\",\"id\":\"c-42\",\"name\":\"blink\",\"args\":{\"times\":[2,\"}\"]}}";
        try (HubProcess hub = HubProcess.start(directory);
                FrameProxy proxy = FrameProxy.slippingIn(
                        hub,
                        List.of(FrameProxy.frame(FrameProxy.TEXT, command), FrameProxy.frame(PING, "are you there?")));
                ChildProcess device = program.start(directory, new Order(proxy.port(), DEVICE, 50, 20))) {
            assertThat(device.awaitExit(60)).as(device.output()).isZero();

            assertThat(proxy.fromDevice())
                    .contains(
                            new FrameProxy.Frame(PONG, "are you there?"),
                            new FrameProxy.Frame(
                                    FrameProxy.TEXT,
                                    "{\"type\":\"result\",\"id\":\"c-42\",\"ok\":false,\"error\":\"no such command\"}"));
            assertThat(device.output()).contains("unknown-command");
            assertStoredOnce(hub, 50);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "C_AGE")
    void killedHubLosesNothing(Client client) {
        ClientProgram program = client.program(directory);
        try (HubProcess hub = HubProcess.start(directory);
                ChildProcess device = program.start(directory, new Order(hub.port(), DEVICE, 300, 10))) {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> hub.metric("hub_readings_stored_total") >= 100);
            hub.kill();
            assertThat(device.isAlive()).as("the client goes on").isTrue();
            hub.restart();
            assertThat(device.awaitExit(120)).as(device.output()).isZero();

            assertInOrder(hub, 300);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"C_HUB_TIME", "PYTHON", "JAVASCRIPT"})
    void tokenOpensTheHub(Client client) {
        ClientProgram program = client.program(directory);
        String token = HubProcess.token(directory, "--device", DEVICE);
        try (HubProcess hub = HubProcess.startWithTokens(directory);
                ChildProcess device = program.start(directory, new Order(hub.port(), DEVICE, 5, 1, token))) {
            assertThat(device.awaitExit(60)).as(device.output()).isZero();

            assertStoredOnce(hub, 5);
        }
    }

    @Test
    void clientInCIsToldThatItsTokenIsWrong() {
        ClientProgram program = ClientProgram.inC(directory, "hub");
        try (HubProcess hub = HubProcess.startWithTokens(directory);
                ChildProcess device = program.start(directory, new Order(hub.port(), DEVICE, 1, 1, "wrong"))) {
            assertThat(device.awaitExit(60)).isEqualTo(2);
            assertThat(device.output()).contains("HTTP status 401");
        }
    }

    /** All values once, in order, and nothing that was stored twice and then replaced. */
    private static void assertStoredOnce(HubProcess hub, int frames) {
        assertInOrder(hub, frames);
        assertThat(hub.metric("hub_readings_stored_total")).isEqualTo(2.0 * frames);
    }

    private static void assertInOrder(HubProcess hub, int frames) {
        assertThat(values(hub, "temperature"))
                .containsExactlyElementsOf(
                        IntStream.range(0, frames).mapToObj(String::valueOf).toList());
        assertThat(values(hub, "humidity"))
                .containsExactlyElementsOf(IntStream.range(0, frames)
                        .mapToObj(i -> Readings.shortest(BigDecimal.valueOf(i)
                                .divide(BigDecimal.valueOf(2))
                                .toPlainString()))
                        .toList());
    }

    private static List<String> values(HubProcess hub, String metric) {
        return hub.get("/api/v1/readings?format=csv&device=" + DEVICE + "&metric=" + metric)
                .lines()
                .skip(1)
                .map(line -> line.substring(line.lastIndexOf(',') + 1))
                .toList();
    }
}

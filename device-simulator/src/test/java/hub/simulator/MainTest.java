package hub.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import hub.protocol.DeviceId;
import hub.protocol.frame.ReadingsFrame;
import hub.simulator.testing.MiniHub;
import hub.simulator.testing.StoringHub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    @TempDir
    private Path directory;

    @Test
    void runDeliversEverythingAndEnds() throws Exception {
        try (StoringHub hub = new StoringHub()) {
            assertThat(exitCode(
                            "run", "--hub", hub.url(), "--devices", "5", "--interval", "PT0.01S", "--duration", "PT1S"))
                    .isZero();
            assertThat(hub.devices()).contains("sensor-0001", "sensor-0005").hasSize(5);
        }
    }

    @Test
    void replayDeliversTheRestOfAFileWithABadRow() throws Exception {
        Path file = Files.writeString(directory.resolve("day.csv"), """
                sensor_id;sensor_type;location;lat;lon;timestamp;pressure;altitude;pressure_sealevel;temperature;humidity
                15093;BME280;7647;56.964;-2.212;2019-05-20T00:00:43;101054.75;;;12.79;100.00
                15093;BME280;7647;56.964;-2.212;2019-05-20T00:03:04;nan;;;12.81;100.00
                15093;BME280;7647;56.964;-2.212;2019-05-20T00:05:33;101054.09;;;12.81;100.00
                """);
        try (StoringHub hub = new StoringHub()) {
            assertThat(exitCode("replay", file.toString(), "--hub", hub.url(), "--prefix", "abdn-", "--epoch", "12"))
                    .isZero();
            assertThat(hub.of("abdn-15093")).extracting(ReadingsFrame::seq).containsExactly(1L, 3L);
            assertThat(hub.of("abdn-15093").get(1).value(2)).isEqualTo(101054.09);
        }
    }

    @Test
    void aHubThatTurnsEveryDeviceAwayIsAFailure() throws Exception {
        try (MiniHub hub = new MiniHub()) {
            hub.answerNext("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
            assertThat(exitCode("run", "--hub", hub.url(), "--devices", "1")).isEqualTo(1);
        }
    }

    @Test
    void badUsageIsToldApart() throws Exception {
        assertThat(exitCode("run", "--hub", "wss://hub")).isEqualTo(2);
        assertThat(exitCode("run", "--devices", "0")).isEqualTo(2);
        assertThat(exitCode("run", "--interval", "PT0S")).isEqualTo(2);
        assertThat(exitCode("run", "--prefix", "no spaces")).isEqualTo(2);
        assertThat(exitCode("run", "--window", "99", "--buffer", "98")).isEqualTo(2);
        assertThat(exitCode("replay", directory.resolve("absent.csv").toString()))
                .isEqualTo(2);
        assertThat(exitCode("replay")).isEqualTo(2);
        assertThat(exitCode("replay", "x", "--speed", "-1")).isEqualTo(2);
        assertThat(exitCode("replay", "x", "--epoch", "4294967296")).isEqualTo(2);
        assertThat(exitCode()).isEqualTo(2);
        assertThat(exitCode("run", "--help")).isZero();
    }

    @Test
    void aTokenOfItsOwnGoesBeforeTheCommonOne() throws Exception {
        Path file = Files.writeString(directory.resolve("tokens"), "# ours\ndev-1  abc\n\ndev-2\txyz\n");

        Tokens tokens = Tokens.of("common", file);

        assertThat(tokens.of(new DeviceId("dev-1"))).contains("abc");
        assertThat(tokens.of(new DeviceId("dev-2"))).contains("xyz");
        assertThat(tokens.of(new DeviceId("dev-3"))).contains("common");
        assertThat(Tokens.of(null, file).of(new DeviceId("dev-3"))).isEmpty();
        Files.writeString(file, "dev-1 abc\ndev-1 a b\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tokens.of(null, file))
                .withMessage(file + ":2: not of the form 'deviceId token'");
        assertThatIllegalArgumentException().isThrownBy(() -> Tokens.of("a\r\nX-Evil: 1", null));
    }

    private static int exitCode(String... args) {
        return Main.execute(args, Map.of("SIMULATOR_PROGRESS", "none"));
    }
}

package hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hub.testing.Frames;
import hub.testing.Json;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check} prints and with which code it ends. */
class CheckCommandTest {

    @TempDir
    Path folder;

    @Test
    void saysSoundOrWhatIsDamagedOrWhyItCannotTell() throws IOException {
        Path data = folder.resolve("data");
        Path crash = folder.resolve("crash");
        assertThat(Command.run("check", "--data", data.toString()).code()).isEqualTo(2);
        assertThat(data).doesNotExist();
        try (TestHub hub = TestHub.start(data);
                Peer device = hub.welcomed("A")) {
            device.sendRaw(Frames.wire(1, 1, 50)).awaitAck(1, 50);
            Command running = Command.run("check", "--data", data.toString());
            assertThat(running.code()).isEqualTo(2);
            assertThat(running.err()).contains("in use by another hub");
            hub.copy(crash);
        }
        Command sound = Command.run("check", "--data", data.toString());
        assertThat(sound.err()).isEmpty();
        assertThat(sound.out().strip())
                .hasLineCount(1)
                .startsWith("sound: 1 devices, 1 series, 50 readings in 1 chunks");
        assertThat(sound.code()).isZero();
        Command crashed = Command.run("check", "--data", crash.toString());
        assertThat(crashed.out()).contains("sound: ", "; 50 more readings in the journal; the newest frame came 20");
        assertThat(crashed.code()).isZero();

        Files.writeString(data.resolve("format"), "x", StandardOpenOption.APPEND);
        Command damaged = Command.run("check", "--data", data.toString());
        assertThat(damaged.code()).isEqualTo(1);
        assertThat(damaged.out())
                .startsWith("damage: format, file format: ")
                .contains("To do: ", "1 damaged: 1 devices");
        Command json = Command.run("check", "--json", "--data", data.toString());
        assertThat(json.code()).isEqualTo(1);
        List<String> lines = json.out().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(Json.text(Json.object(lines.get(0)), "part")).isEqualTo("format");
        assertThat(Json.number(Json.object(lines.get(1)), "readings")).isEqualTo(50);
    }
}

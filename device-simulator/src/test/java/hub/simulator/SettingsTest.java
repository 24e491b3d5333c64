package hub.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SettingsTest {

    @TempDir
    private Path directory;

    @Test
    void flagsWinOverTheEnvironmentAndThatOverTheFile() throws Exception {
        Path file = config("readings-per-frame=3\nseed=4\nprefix=file-\n");
        Map<String, String> environment = Map.of("SIMULATOR_READINGS_PER_FRAME", "2", "SIMULATOR_SEED", "5");

        assertThat(parsed(environment, "run", "--config", file.toString(), "--readings-per-frame", "1"))
                .containsExactly("1", "5", "file-", "50");
        assertThat(parsed(Map.of("SIMULATOR_CONFIG", file.toString()), "run")).containsExactly("3", "4", "file-", "50");
        assertThat(parsed(Map.of(), "run", "--config=" + file)).containsExactly("3", "4", "file-", "50");
    }

    @Test
    void oneFileServesAllCommands() throws Exception {
        Path file = config("devices=7\nspeed=60\n");

        assertThat(parsed(Map.of(), "run", "--config", file.toString())).endsWith("7");
    }

    @Test
    void anUnknownKeyIsRefusedWithTheNearest() throws Exception {
        Path file = config("devises=7\n");

        assertThatThrownBy(() -> parsed(Map.of(), "run", "--config", file.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + ": there is no option 'devises'; did you mean 'devices'?");
    }

    @Test
    void countsLettersBetweenWords() {
        assertThat(Settings.distance("", "abc")).isEqualTo(3);
        assertThat(Settings.distance("window", "widow")).isEqualTo(1);
        assertThat(Settings.distance("hub", "bub")).isEqualTo(1);
        assertThat(Settings.distance("same", "same")).isZero();
    }

    @Test
    void everyOptionIsDescribed() {
        for (CommandLine command : new CommandLine(new Main()).getSubcommands().values()) {
            assertThat(command.getCommandSpec().options())
                    .allSatisfy(option -> assertThat(option.description()).isNotEmpty());
        }
    }

    private Path config(String content) throws IOException {
        return Files.writeString(directory.resolve("simulator.properties"), content);
    }

    private static List<String> parsed(Map<String, String> environment, String... args) throws IOException {
        CommandLine commands = Main.commands();
        commands.setDefaultValueProvider(Settings.of(args, environment, commands));
        CommandLine.ParseResult run = commands.parseArgs(args).subcommand();
        return Stream.of("--readings-per-frame", "--seed", "--prefix", "--devices")
                .map(option ->
                        String.valueOf(run.commandSpec().findOption(option).<Object>getValue()))
                .toList();
    }
}

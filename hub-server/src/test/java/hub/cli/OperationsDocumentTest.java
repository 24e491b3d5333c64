package hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hub.testing.Frames;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands in {@code docs/operations.md}, run one after the other as they stand there. */
class OperationsDocumentTest {

    private static final Pattern COMMAND = Pattern.compile("(?m)^java -jar hub-server\\.jar (.*)$");

    @TempDir
    Path folder;

    @Test
    void theCommandsDoWhatTheySay() throws IOException {
        Path data = Files.createDirectory(folder.resolve("lib")).resolve("hub");
        Files.createDirectory(folder.resolve("backups"));
        Files.writeString(folder.resolve("hub.properties"), "fold-age = PT7M\n");
        try (TestHub hub = TestHub.start(data);
                Peer device = hub.welcomed("A")) {
            device.sendRaw(Frames.wire(1, 1, 10)).awaitAck(1, 10);
        }
        List<String> commands = COMMAND.matcher(Files.readString(Path.of("..", "docs", "operations.md")))
                .results()
                .map(found -> found.group(1).replace("/var", folder.toString()).replace("/etc", folder.toString()))
                .filter(command -> !command.startsWith("serve"))
                .toList();
        assertThat(commands)
                .extracting(command -> command.split(" ", 2)[0])
                .contains("backup", "restore", "check", "compact", "config");
        for (String command : commands) {
            Command run = Command.run(command.split(" ", -1));
            assertThat(run.code()).as("%s: %s", command, run.err()).isZero();
        }
    }
}

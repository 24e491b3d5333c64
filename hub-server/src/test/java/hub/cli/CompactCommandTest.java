package hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hub.testing.Frames;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code compact} does to the data of a hub that crashed. */
class CompactCommandTest {

    @TempDir
    Path folder;

    @Test
    void takesOverTheJournalAndSaysHowLittleIsLeft() {
        Path crash = folder.resolve("crash");
        assertThat(Command.run("compact", "--data", crash.toString()).err()).contains("is not there");
        List<String> readings;
        try (TestHub hub = TestHub.start(folder.resolve("data"));
                Peer device = hub.welcomed("A")) {
            device.sendRaw(Frames.wire(1, 1, 500)).awaitAck(1, 500);
            readings = hub.readings("");
            assertThat(Command.run("compact", "--data", hub.data().toString()).err())
                    .contains("in use by another hub");
            hub.copy(crash);
        }
        Command compacted = Command.run("compact", "--data", crash.toString());
        assertThat(compacted.err()).contains("anew");
        assertThat(compacted.code()).isZero();
        assertThat(compacted.out())
                .containsPattern("database before: [0-9,]+ bytes\\n"
                        + "database after: [0-9,]+ bytes\\n500 readings, [0-9.]+ bytes a reading");
        assertThat(Command.run("check", "--data", crash.toString()).out()).contains("500 readings in 1 chunks");
        try (TestHub again = TestHub.start(crash)) {
            assertThat(again.readings("")).isEqualTo(readings).hasSize(500);
        }
    }
}

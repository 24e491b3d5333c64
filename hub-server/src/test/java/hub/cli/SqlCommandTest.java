package hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hub.security.TokenFile;
import hub.testing.Frames;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sql}: the same answers of a hub that runs and of its data when it has stopped. */
class SqlCommandTest {

    private static final List<String> STATEMENTS = List.of(
            "SELECT device, metric, time, value FROM readings ORDER BY time",
            "SELECT avg(value) AS mean, count(*) AS n FROM readings WHERE device = 'A'",
            "SELECT * FROM latest");

    @TempDir
    Path folder;

    @Test
    void answersTheSameOfTheHubAndOfItsData() throws IOException {
        Path data = folder.resolve("data");
        Path token = Files.writeString(
                folder.resolve("token"), TestHub.token(data, TokenFile.Kind.VIEWER, "analyst") + "\n");
        String deviceToken = TestHub.token(data, TokenFile.Kind.DEVICE, "A");
        List<String> answers = new ArrayList<>();
        try (TestHub hub = TestHub.start(data, TestHub.Settings::withTokens);
                Peer device = hub.welcomed("A", "Authorization: Bearer " + deviceToken)) {
            device.sendRaw(Frames.wire(1, 1, 10)).awaitAck(1, 10);
            String url = hub.address().toString();
            for (String statement : STATEMENTS) {
                Command asked = Command.run("sql", "--url", url, "--token-file", token.toString(), statement);
                assertThat(asked.code()).as(asked.err()).isZero();
                answers.add(asked.out());
            }
            assertThat(Command.run("sql", "--url", url, "SELECT 1").err()).contains("HTTP 401", "viewer's token");
            assertThat(Command.run("sql", "--url", url, "--token-file", token.toString(), "DROP TABLE readings")
                            .err())
                    .contains("HTTP 400", "only questions");
        }
        assertThat(answers.get(1)).isEqualTo("mean  n\n----  --\n 5.5  10\n");
        for (int i = 0; i < STATEMENTS.size(); i++) {
            Command asked = Command.run("sql", "--data", data.toString(), STATEMENTS.get(i));
            assertThat(asked.out()).as(asked.err()).isEqualTo(answers.get(i));
        }
        assertThat(Command.run("sql", "--data", data.toString(), "--format", "csv", STATEMENTS.get(1))
                        .out())
                .isEqualTo("mean,n\r\n5.5,10\r\n");
    }

    @Test
    void saysWhatMakesNoSense() {
        Path data = folder.resolve("data");
        TestHub.start(data).close();
        assertThat(Command.run("sql", "--data", data.toString(), "SHUTDOWN").err())
                .contains("only questions");
        assertThat(Command.run("sql", "--data", data.toString(), "--format", "xls", "SELECT 1")
                        .err())
                .contains("'xls' is unknown; known are csv, csv-excel, json, ndjson, table");
        assertThat(Command.run("sql", "SELECT 1").err()).contains("--data", "--url");
        assertThat(Command.run("sql", "--data", folder.resolve("none").toString(), "SELECT 1")
                        .code())
                .isNotZero();
    }
}

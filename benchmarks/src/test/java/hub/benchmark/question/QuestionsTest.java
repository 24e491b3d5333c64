package hub.benchmark.question;

import static org.assertj.core.api.Assertions.assertThat;

import hub.benchmark.data.DataSet;
import hub.benchmark.data.ScaleSet;
import hub.benchmark.rival.RowLoad;
import hub.benchmark.rival.SqliteRows;
import hub.benchmark.store.HubLoad;
import hub.benchmark.store.HubSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hub and SQLite answer every question as a third one does that is too simple to be wrong. */
class QuestionsTest {

    @TempDir
    private Path directory;

    @Test
    void allAnswersOnRecordedReadingsAreRight() throws IOException, SQLException {
        agree(SmallRecording.in(directory), true);
    }

    @Test
    void allAnswersOnTheScaleSetAreRight() throws SQLException {
        agree(new ScaleSet(50, 400), false);
    }

    private void agree(DataSet set, boolean recorded) throws SQLException {
        PlainAsker plain = new PlainAsker(set);
        try (HubSystem system = HubSystem.open(directory.resolve("hub"), HubSystem.USUAL);
                SqliteRows rows = SqliteRows.open(directory.resolve("rows.sqlite"))) {
            HubLoad.load(set, system);
            RowLoad.load(set, rows);
            rows.name(set.series());
            Asker hub = new HubAsker(system.store(), set.series());
            Asker sqlite = new SqliteAsker(rows.asking(), set.series());
            for (Question question : Question.values()) {
                if (question.onRecorded() == recorded) {
                    Answer right = plain.ask(question).sorted();
                    assertThat(right.rows()).as("%s", question).isPositive();
                    assertSame(question, hub, right);
                    assertSame(question, sqlite, right);
                }
            }
            Comparison comparison = new Comparison(hub, sqlite, 0);
            comparison.ask(recorded);
            assertThat(comparison.allAgree()).isTrue();
            assertThat(comparison.tables())
                    .contains(recorded ? "| q7 " : "| q9 ")
                    .doesNotContain("NO");
        }
    }

    private static void assertSame(Question question, Asker asker, Answer right) throws SQLException {
        Answer answer = asker.ask(question).sorted();
        assertThat(answer.agreesWith(right))
                .as(
                        "%s to %s: %s, right is %s",
                        asker.name(), question, Arrays.toString(answer.cells()), Arrays.toString(right.cells()))
                .isTrue();
    }
}

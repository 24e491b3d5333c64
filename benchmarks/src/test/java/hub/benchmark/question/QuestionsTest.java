package hub.benchmark.question;

import static org.assertj.core.api.Assertions.assertThat;

import hub.benchmark.data.DataSet;
import hub.benchmark.data.RecordedSet;
import hub.benchmark.data.ScaleSet;
import hub.benchmark.rival.RowLoad;
import hub.benchmark.rival.SqliteRows;
import hub.benchmark.store.HubLoad;
import hub.benchmark.store.HubSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hub and SQLite answer every question as a third one does that is too simple to be wrong. */
class QuestionsTest {

    private static final List<String> SENSORS = List.of("5331", "7789", "16422");

    @TempDir
    private Path directory;

    @Test
    void allAnswersOnRecordedReadingsAreRight() throws IOException, SQLException {
        agree(recorded(), true);
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

    /** Few readings over all ranges, many on the day of q7 but not in its first hours; some come twice. */
    private DataSet recorded() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        LocalDateTime day = LocalDateTime.parse("2018-12-25T03:00:00");
        String rows = random.ints(4_000, 0, 640)
                .mapToObj(days -> random.nextInt(3) == 0
                        ? day.plusMinutes(random.nextInt(1_200))
                        : LocalDateTime.parse("2017-08-30T00:00:00")
                                .plusDays(days)
                                .plusSeconds(random.nextInt(86_400)))
                .sorted()
                .map(time -> row(SENSORS.get(random.nextInt(SENSORS.size())), time.plusNanos(0), random))
                .collect(Collectors.joining());
        String header = "sensor_id;sensor_type;location;lat;lon;timestamp;P1;durP1;ratioP1;P2;durP2;ratioP2\n";
        return RecordedSet.read("test", Files.writeString(directory.resolve("recorded.csv"), header + rows));
    }

    private static String row(String sensor, LocalDateTime time, SplittableRandom random) {
        return String.format(
                Locale.ROOT,
                "%s;SDS011;1;57.1;-2.1;%tFT%<tT;%.2f;;;%.2f;;%n",
                sensor,
                time,
                100 * random.nextDouble(),
                random.nextInt(20) == 0 ? 999.9 : 20 * random.nextDouble());
    }
}

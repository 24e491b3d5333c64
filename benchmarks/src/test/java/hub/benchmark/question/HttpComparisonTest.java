package hub.benchmark.question;

import static org.assertj.core.api.Assertions.assertThat;

import hub.benchmark.Jars;
import hub.benchmark.data.DataSet;
import hub.benchmark.data.ScaleSet;
import hub.benchmark.process.HubImport;
import hub.benchmark.process.HubProcess;
import hub.benchmark.rival.PostgresRows;
import hub.benchmark.rival.RowLoad;
import hub.benchmark.rival.SqliteRows;
import hub.benchmark.store.HubLoad;
import hub.benchmark.store.HubSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub over HTTP, its storage, SQLite and PostgreSQL give the same answers. */
class HttpComparisonTest {

    @TempDir
    private Path directory;

    @Test
    void allAgreeOnRecordedReadings() throws IOException, SQLException {
        agree(SmallRecording.in(directory), true);
    }

    @Test
    void allAgreeOnTheScaleSet() throws IOException, SQLException {
        agree(new ScaleSet(50, 400), false);
    }

    private void agree(DataSet set, boolean recorded) throws IOException, SQLException {
        HubImport.load(set, Jars.hub(), directory.resolve("data"), directory.resolve("import.log"));
        try (HubSystem system = HubSystem.open(directory.resolve("hub"), HubSystem.USUAL);
                SqliteRows sqlite = SqliteRows.open(directory.resolve("rows.sqlite"));
                PostgresRows postgres = PostgresRows.start(directory.resolve("postgres"));
                HubProcess process = HubProcess.start(
                        Jars.hub(), directory.resolve("data"), directory.resolve("hub.log"), "", "--port", "0");
                HttpAsker http = new HttpAsker(process.address(), set.series())) {
            HubLoad.load(set, system);
            RowLoad.load(set, sqlite);
            sqlite.name(set.series());
            RowLoad.load(set, postgres);
            postgres.name(set.series());
            HttpComparison comparison = new HttpComparison(
                    List.of(
                            http,
                            new HubAsker(system.store(), set.series()),
                            new SqliteAsker(sqlite.asking(), set.series()),
                            new PostgresAsker(postgres.asking(), set.series())),
                    0);
            comparison.ask(recorded);
            assertThat(comparison.tables())
                    .contains(recorded ? "| q7 " : "| q9 ")
                    .doesNotContain("NO");
            assertThat(comparison.allAgree()).isTrue();
        }
    }
}

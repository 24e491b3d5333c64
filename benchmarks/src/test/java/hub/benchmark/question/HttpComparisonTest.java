package hub.benchmark.question;

import static org.assertj.core.api.Assertions.assertThat;

import hub.benchmark.Jars;
import hub.benchmark.data.DataSet;
import hub.benchmark.data.ScaleSet;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
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
        HttpComparison comparison = HttpComparison.of(set, recorded, directory, Jars.hub(), "", 0);
        assertThat(comparison.tables()).contains(recorded ? "| q7 " : "| q9 ").doesNotContain("NO");
        assertThat(comparison.allAgree()).isTrue();
    }
}

package hub.benchmark.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {

    /** The fifth column is "chunks expired". */
    private static final int EXPIRED = 5;

    @TempDir
    private Path directory;

    @Test
    void daysPass() throws IOException, SQLException {
        RetentionPlan plan = new RetentionPlan(4, 1, 24, 2);

        String text = new Retention(directory, plan).measure();

        assertThat(text).contains("| day ", "From day 3 on").doesNotContain("Too few days");
        assertThat(column(text, "| 1 ", EXPIRED)).isEqualTo("0");
        assertThat(column(text, "| 4 ", EXPIRED)).isNotEqualTo("0");
    }

    private static String column(String text, String row, int column) {
        String line =
                text.lines().filter(one -> one.startsWith(row)).findFirst().orElseThrow();
        return line.split("\\|", -1)[column].strip();
    }

    @Test
    void nothingToDoIsRefused() {
        assertThatThrownBy(() -> new RetentionPlan(0, 7, 10, 10)).isInstanceOf(IllegalArgumentException.class);
    }
}

package hub.benchmark.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {

    @TempDir
    private Path directory;

    @Test
    void daysPass() throws IOException {
        RetentionPlan plan = new RetentionPlan(4, 1, 24, 2);

        String text = new Retention(directory, plan).measure();

        assertThat(text).contains("| day ", "| 4 ", "From day 3 on").doesNotContain("Too few days");
    }

    @Test
    void nothingToDoIsRefused() {
        assertThatThrownBy(() -> new RetentionPlan(0, 7, 10, 10)).isInstanceOf(IllegalArgumentException.class);
    }
}

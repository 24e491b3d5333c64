package hub.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @TempDir
    private Path directory;

    @Test
    void aSectionTakesTheOldOnesPlace() throws IOException {
        Path file = directory.resolve("RESULTS.md");
        Report report = new Report(file);
        report.put("size", Report.section("Size", "a machine", "old"));
        report.put("append", Report.section("Append", "a machine", "other"));
        report.put("size", Report.section("Size", "a machine", "new"));

        assertThat(Files.readString(file))
                .startsWith("# Results\n")
                .containsSubsequence("## Size", "new", "## Append", "other")
                .doesNotContain("old");
    }

    @Test
    void figuresStandAtTheRight() {
        Table table =
                new Table("set", "of", "bytes").row("recorded", "all", "1.80").row("scale", "some", "12,345");

        assertThat(table.toString()).isEqualTo("""
                        | set      | of   |  bytes |
                        |:---------|:-----|-------:|
                        | recorded | all  |   1.80 |
                        | scale    | some | 12,345 |
                        """);
        assertThatThrownBy(() -> table.row("one")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void figuresHaveThreeDigits() {
        assertThat(Figures.of(0.012345)).isEqualTo("0.0123");
        assertThat(Figures.of(1.8)).isEqualTo("1.80");
        assertThat(Figures.of(12_345.6)).isEqualTo("12,346");
        assertThat(Figures.of(0.0)).isEqualTo("0");
        assertThat(Figures.median(5, 1, 3)).isEqualTo(3);
        assertThat(Figures.median(4, 1, 3, 2)).isEqualTo(2);
        assertThat(Figures.sparkline(0, 50, 100)).isEqualTo("▁▅█");
    }

    @Test
    void theMachineIsNamed() throws IOException {
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-01-02T23:00:00Z"));

        String machine = Machine.describe(directory, clock);

        assertThat(machine)
                .startsWith("2026-01-02: ")
                .contains(Runtime.version().toString(), System.getProperty("os.name"), " cores", "`fdatasync`")
                .contains(String.format(
                        Locale.ROOT,
                        "data on %s.",
                        Files.getFileStore(directory).type()));
        assertThat(directory).isEmptyDirectory();
    }
}

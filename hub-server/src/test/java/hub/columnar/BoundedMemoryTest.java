package hub.columnar;

import static org.assertj.core.api.Assertions.assertThat;

import hub.testing.Duck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables larger than the heap of the process that writes them. */
class BoundedMemoryTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"parquet,5000000,1,36", "arrow,5000000,1,36", "parquet,10000,2000,128", "arrow,10000,2000,64"})
    void aTableLargerThanTheHeapIsWritten(String format, int rows, int columns, int heapMebibytes)
            throws IOException, InterruptedException, SQLException {
        Path file = folder.resolve(format + rows);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heapMebibytes + "m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManyRows.class.getName(),
                        format,
                        Integer.toString(rows),
                        Integer.toString(columns),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        if (format.equals("parquet")) {
            try (Duck duck = Duck.open()) {
                assertThat(duck.table("SELECT count(*), count(device) FROM read_parquet('" + file + "')")
                                .get(2))
                        .containsExactly((long) rows, (long) rows);
            }
        }
        assertThat(Files.size(file)).isGreaterThan(6L * rows * columns);
    }

    /** Several row groups and batches, told from one another by nobody who reads them. */
    @Test
    void whatIsInPartsIsOneTable() throws IOException, SQLException {
        Path parquet = folder.resolve("parts.parquet");
        Path arrow = folder.resolve("parts.arrows");
        ManyRows.main(new String[] {"parquet", "1200000", "2", parquet.toString()});
        ManyRows.main(new String[] {"arrow", "1200000", "2", arrow.toString()});
        try (Duck duck = Duck.open()) {
            assertThat(duck.table("SELECT count(DISTINCT row_group_id) > 1 FROM parquet_metadata('" + parquet + "')")
                            .get(2))
                    .isEqualTo(List.of(true));
            assertThat(duck.parquet(parquet)).isEqualTo(duck.arrow(arrow)).hasSize(1_200_002);
        }
    }
}

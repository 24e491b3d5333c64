package hub.columnar;

import static org.assertj.core.api.Assertions.assertThat;

import hub.testing.Duck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not what they should be. */
class ParquetReadingsTest {

    private static final int FILES = 3_000;
    private static final int ROWS = 500;

    @TempDir
    Path folder;

    /** A damaged file is one that cannot be read, or one that says something else; nothing worse. */
    @ParameterizedTest
    @ValueSource(strings = {"CODEC snappy", "CODEC uncompressed", "CODEC zstd, PARQUET_VERSION V2"})
    void damageIsAnErrorOfTheFile(String options) throws SQLException, IOException {
        Path file = folder.resolve("readings.parquet");
        try (Duck duck = Duck.open()) {
            duck.run("COPY (SELECT to_timestamp(i) AS time, 'd' || i % 9 AS device, 'pm10' AS metric, i / 7 AS value"
                    + " FROM range(" + ROWS + ") AS t(i)) TO '" + file + "' (FORMAT parquet, " + options + ")");
        }
        assertThat(rows(file)).isEqualTo(ROWS);
        byte[] whole = Files.readAllBytes(file);
        long seed = Long.getLong("hub.seed", System.nanoTime());
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < FILES; i++) {
            byte[] damaged = whole.clone();
            for (int flips = 0; flips <= i % 4; flips++) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, damaged);
            try {
                rows(file);
            } catch (IOException e) {
                assertThat(e)
                        .as("-Dhub.seed=%d, file %d", seed, i)
                        .hasMessageMatching(
                                "(?s).*(damaged|cannot|makes no sense|PAR1|its columns are|are compressed|is encrypted|ends within|no Parquet file).*");
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("-Dhub.seed=" + seed + ", file " + i, e);
            }
        }
        assertThat(refused).isBetween(FILES / 100, FILES - 1);
    }

    private static long rows(Path file) throws IOException {
        long rows = 0;
        try (ParquetReadings readings = ParquetReadings.open(file, bytes -> {})) {
            while (rows <= ROWS && readings.next()) {
                rows++;
            }
        }
        return rows;
    }
}

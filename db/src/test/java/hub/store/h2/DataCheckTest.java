package hub.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.journal.JournalCheck;
import hub.protocol.testing.Seeded;
import hub.store.DataDirectory;
import hub.store.Finding;
import hub.store.Progress;
import hub.store.StoreException;
import hub.store.check.DataCheck;
import hub.store.chunk.Chunk;
import hub.store.chunk.ChunkEncoder;
import hub.store.chunk.SeriesColumn;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A check names what is damaged, goes on behind it, and changes nothing. */
class DataCheckTest {

    @TempDir
    static Path original;

    @TempDir
    Path temporary;

    private Path data;

    @BeforeAll
    static void createOnce() throws IOException {
        StoredSample.create(original.resolve("live"), original.resolve("copy"));
    }

    @BeforeEach
    void copy() throws IOException {
        data = temporary.resolve("data");
        DirectoryCopy.of(original.resolve("copy"), data);
        DirectoryCopy.of(original.resolve("copy/journal"), data.resolve("journal"));
    }

    private record Outcome(DataCheck.Report report, List<Finding> findings) {

        List<Finding> damage() {
            return findings.stream()
                    .filter(finding -> finding.severity() == Finding.Severity.DAMAGE)
                    .toList();
        }
    }

    private Outcome check() {
        List<Finding> findings = new ArrayList<>();
        try (DataDirectory directory = DataDirectory.openDamaged(data)) {
            return new Outcome(DataCheck.run(directory, findings::add, Progress.NONE), findings);
        }
    }

    private static Map<String, String> content(Path directory) throws IOException {
        Map<String, String> content = new HashMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("lock")) {
                    content.put(
                            directory.relativize(file).toString(),
                            Arrays.hashCode(Files.readAllBytes(file)) + " " + Files.getLastModifiedTime(file));
                }
            }
        }
        return content;
    }

    @Test
    void aSoundDirectoryIsSoundAndNothingInItChanges() throws IOException {
        Map<String, String> before = content(data);
        Outcome outcome = check();
        assertThat(outcome.findings()).isEmpty();
        assertThat(outcome.report().sound()).isTrue();
        assertThat(outcome.report().database().devices()).isEqualTo(3);
        assertThat(outcome.report().database().series()).isEqualTo(6);
        assertThat(outcome.report().database().readings()).isEqualTo(StoredSample.FOLDED);
        assertThat(outcome.report().database().events()).isEqualTo(28);
        assertThat(outcome.report().journalReadings()).isEqualTo(StoredSample.UNFOLDED);
        assertThat(content(data)).isEqualTo(before);
        assertThat(count("garbage")).isPositive();
        assertThat(check().findings()).isEmpty();
    }

    private long count(String table) {
        try (Database database = Database.open(data.resolve("hub"));
                Connection connection = database.reader();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE store SET position = position + 1 | store | row 1",
                "UPDATE store SET last_chunk = last_chunk + 1 | store | row 1",
                "UPDATE store SET last_event = last_event - 1 | store | row 1",
                "UPDATE store SET latest_event = latest_event - 1 | store | row 1",
                "UPDATE store SET set_back = set_back - 1 | store | row 1",
                "UPDATE store SET devices = 2 | store | row 1",
                "UPDATE store SET series = 5 | store | row 1",
                "UPDATE store SET chunks = 5 | store | row 1",
                "UPDATE store SET chunk_digest = 5 | store | row 1",
                "UPDATE store SET row_check = 5 | store | row 1",
                "DELETE FROM store | store | row 1",
                "UPDATE device SET name = 'd7' WHERE id = 2 | device | device 2",
                "UPDATE device SET profile = NULL WHERE id = 1 | device | device 1",
                "UPDATE device SET state = SUBSTRING(state, 1, 9) WHERE id = 3 | device | device 3",
                "UPDATE device SET row_check = 1 WHERE id = 3 | device | device 3",
                "UPDATE device SET id = 11 WHERE id = 3 | device | device 11",
                "DELETE FROM device WHERE id = 2 | device | device 2",
                "UPDATE series SET device_id = 3 WHERE id = 1 | series | series 1",
                "UPDATE series SET metric = 'pm1' WHERE id = 1 | series | series 1",
                "UPDATE series SET unit = 'x' WHERE id = 2 | series | series 2",
                "UPDATE series SET row_check = 1 WHERE id = 2 | series | series 2",
                "UPDATE series SET id = 70 WHERE id = 6 | series | series 70",
                "DELETE FROM series WHERE id = 4 | series | series 4",
                "UPDATE chunk SET device_id = MOD(device_id, 3) + 1 WHERE id = 25 | chunk | chunk 25",
                "UPDATE chunk SET arrival = arrival - 1 WHERE id = 25 | chunk | chunk 25",
                "UPDATE chunk SET min_time = min_time + 1 WHERE id = 25 | chunk | chunk 25",
                "UPDATE chunk SET max_time = max_time + 1 WHERE id = 25 | chunk | chunk 25",
                "UPDATE chunk SET readings = readings + 1 WHERE id = 25 | chunk | chunk 25",
                "UPDATE chunk SET row_check = 1 WHERE id = 25 | chunk | chunk 25",
                "UPDATE chunk SET id = 77 WHERE id = 25 | chunk | chunk 77",
                "DELETE FROM chunk WHERE id = 25 | payload | payload 25",
                "UPDATE garbage SET id = 78 WHERE id = 1 | payload | garbage 78",
                "DELETE FROM garbage WHERE id = 1 | payload | payload 1",
                "INSERT INTO garbage VALUES (25) | garbage | garbage 25",
                "UPDATE payload SET id = 79 WHERE id = 25 | payload | payload 79",
                "DELETE FROM payload WHERE id = 25 | payload | chunk 25 of device ",
                "DELETE FROM payload WHERE id = 1 | payload | garbage 1",
                "UPDATE payload SET payload = (SELECT payload FROM payload WHERE id = 26) WHERE id = 25"
                        + " | payload | chunk 25",
                "UPDATE event SET time = time + 1 WHERE id = 5 | event | event 5",
                "UPDATE event SET device_id = NULL WHERE id = 5 | event | event 5",
                "UPDATE event SET type = 9 WHERE id = 5 | event | event 5",
                "UPDATE event SET reason = 'x' WHERE id = 5 | event | event 5",
                "UPDATE event SET detail = '' WHERE id = 5 | event | event 5",
                "UPDATE event SET latest = latest + 1 WHERE id = 5 | event | event 5",
                "UPDATE event SET previous = previous + 1 WHERE id = 5 | event | event 5",
                "UPDATE event SET row_check = 0 WHERE id = 5 | event | event 5",
                "UPDATE event SET id = 90 WHERE id = 28 | event | event 90",
                "DELETE FROM event WHERE id = 5 | event | event 5",
                "DELETE FROM event WHERE id = 28 | event | event 28"
            })
    void whateverIsChangedInATableIsNamed(String sql, String part, String where) {
        StoredSample.tamper(data, sql);
        assertThat(check().damage()).anySatisfy(finding -> {
            assertThat(finding.part()).isEqualTo(part);
            assertThat(finding.where()).startsWith(where);
            assertThat(finding.what()).isNotBlank();
            assertThat(finding.advice()).isNotBlank();
        });
    }

    @Test
    void manyThingsThatAreDamagedAreAllNamed() throws IOException {
        StoredSample.tamper(data, "UPDATE device SET name = 'd7' WHERE id = 2");
        StoredSample.tamper(data, "UPDATE series SET unit = 'x' WHERE id = 2");
        StoredSample.tamper(data, "UPDATE chunk SET min_time = 1 WHERE id = 26");
        StoredSample.tamper(data, "UPDATE event SET type = 9 WHERE id IN (3, 5)");
        flip(payloadOf(25), 20 * 8);
        StoredSample.tamper(data, "DELETE FROM payload WHERE id = 27");
        Files.writeString(data.resolve("format"), "telemetry-hub dat` 2\n");
        assertThat(check().damage())
                .extracting(finding -> finding.part() + " " + finding.where().replaceFirst(" of .*", ""))
                .contains(
                        "format file format",
                        "device device 2",
                        "series series 2",
                        "chunk chunk 26",
                        "event event 3",
                        "event event 5",
                        "payload chunk 25",
                        "payload chunk 27");
    }

    private byte[] payloadOf(long chunk) {
        try (Database database = Database.open(data.resolve("hub"));
                Connection connection = database.reader();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT payload FROM payload WHERE id = " + chunk)) {
            row.next();
            return row.getBytes(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void flip(byte[] payload, int bit) {
        byte[] flipped = payload.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        write(25, flipped);
    }

    private void write(long chunk, byte[] payload) {
        StoredSample.tamper(data, "UPDATE payload SET payload = ? WHERE id = " + chunk, Optional.of(payload));
    }

    @Test
    void everyFlippedBitOfAPayloadIsNamed() {
        byte[] payload = payloadOf(25);
        Seeded.check(20, random -> {
            flip(payload, random.nextInt(8 * payload.length));
            assertThat(check().damage()).singleElement().satisfies(finding -> {
                assertThat(finding.part()).isEqualTo("payload");
                assertThat(finding.where())
                        .matches("chunk 25 of device [123] \\(d[012]\\), 2026-01-01T.*Z to 2026-01-01T.*Z");
            });
        });
    }

    /** As a mistake in the program would write it: its checksum is right, what it says of itself is not. */
    @Test
    void aSummaryThatIsNotThatOfTheReadingsIsNamed() {
        byte[] payload = payloadOf(25);
        int named = 0;
        for (int at = 1; at < 40; at++) {
            byte[] changed = payload.clone();
            changed[at] ^= 2;
            CRC32C crc = new CRC32C();
            crc.update(changed, 0, changed.length - 4);
            ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(changed.length - 4, (int) crc.getValue());
            write(25, changed);
            List<Finding> damage = check().damage();
            named += damage.stream().anyMatch(each -> each.what().contains("its readings are")) ? 1 : 0;
        }
        assertThat(named).isGreaterThan(3);
    }

    @Test
    void theChunkOfAnotherDeviceIsNamed() {
        Chunk chunk = Chunk.parse(payloadOf(25));
        long begin = chunk.summary(0).minTime();
        long end = chunk.summary(0).maxTime();
        long[] times = new long[chunk.readings()];
        for (int i = 0; i < times.length; i++) {
            times[i] = i == times.length - 1 ? end : begin + i;
        }
        int other = chunk.series(0) == 1 ? 3 : 1;
        write(
                25,
                new ChunkEncoder()
                        .encode(List.of(new SeriesColumn(other, times, new double[times.length], 0, times.length))));
        assertThat(check().damage())
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.what()).contains("series " + other + ", which is not the device's"));
    }

    /** Whatever it is that is damaged, the check ends and says so, or nothing that is stored was concerned. */
    @Test
    void rubbishInTheDatabaseFileIsNamedAndNeverEndsTheCheck() throws IOException {
        Path file = data.resolve("hub.mv.db");
        byte[] bytes = Files.readAllBytes(file);
        int[] named = new int[1];
        // Most of the file is older states, which nothing concerns: of 25 once in a while none was named.
        Seeded.check(150, random -> {
            byte[] changed = bytes.clone();
            int at = random.nextInt(changed.length - 600);
            for (int i = 0; i < 600; i++) {
                changed[at + i] = (byte) random.nextInt();
            }
            Files.write(file, changed);
            try {
                named[0] += check().damage().isEmpty() ? 0 : 1;
            } catch (StoreException e) {
                // The notes of which scripts were run may say that another hub has written the tables.
                assertThat(e).hasMessageMatching(".*(older|newer) hub.*");
                named[0]++;
            }
        });
        assertThat(named[0]).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 70, 76, 90, 400})
    void aFlippedBitOfTheJournalIsNamed(int offset) throws IOException {
        Path segment = segments().get(0);
        byte[] bytes = Files.readAllBytes(segment);
        bytes[offset] ^= 4;
        Files.write(segment, bytes);
        assertThat(check().damage())
                .anySatisfy(finding -> assertThat(finding.where()).startsWith(segment.getFileName() + " at offset "));
        assertThat(segments().get(0)).hasBinaryContent(bytes);
        try (Stream<Path> files = Files.list(data.resolve("journal"))) {
            assertThat(files.filter(file -> file.toString().contains("damaged")))
                    .isEmpty();
        }
    }

    private static final int SEGMENT_HEADER = 64;

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("journal"))) {
            return files.filter(file -> file.toString().endsWith(".journal"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aTornTailIsANoteOnly() throws IOException {
        Path segment = segments().get(segments().size() - 1);
        byte[] bytes = Files.readAllBytes(segment);
        long end = JournalCheck.run(data.resolve("journal"), 0, (position, record) -> {})
                .endPosition();
        long start = Long.parseLong(segment.getFileName().toString().substring(0, 19));
        bytes[SEGMENT_HEADER + (int) (end - start) - 1] ^= 1; // In the last record; a mark and older bytes follow.
        Files.write(segment, bytes);
        Outcome outcome = check();
        assertThat(outcome.report().sound()).isTrue();
        assertThat(outcome.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.part()).isEqualTo("journal"));
        assertThat(outcome.report().journalReadings()).isEqualTo(StoredSample.UNFOLDED - 1);
    }

    @Test
    void aJournalThatDoesNotReachBackToTheDatabaseIsNamed() throws IOException {
        StoredSample.tamper(data, "DELETE FROM store");
        for (Path segment : segments()) {
            Files.delete(segment);
        }
        assertThat(check().damage()).extracting(Finding::part).contains("store");
        Files.delete(data.resolve("hub.mv.db"));
        Files.copy(original.resolve("copy/hub.mv.db"), data.resolve("hub.mv.db"));
        assertThat(check().damage()).singleElement().satisfies(finding -> {
            assertThat(finding.part()).isEqualTo("journal");
            assertThat(finding.what()).contains("is not there");
        });
        Files.delete(data.resolve("hub.mv.db"));
        Files.deleteIfExists(data.resolve("journal/next.spare"));
        DirectoryCopy.of(original.resolve("copy/journal"), data.resolve("journal"));
        assertThat(check().damage()).singleElement().satisfies(finding -> {
            assertThat(finding.part()).isEqualTo("database");
            assertThat(finding.where()).contains("hub.mv.db");
        });
    }

    @Test
    void refusesTheTablesOfANewerHub() {
        StoredSample.tamper(
                data,
                "INSERT INTO \"flyway_schema_history\" SELECT 99, '99', 'newer', \"type\", 'V99__newer.sql', 1,"
                        + " \"installed_by\", \"installed_on\", 1, TRUE FROM \"flyway_schema_history\""
                        + " WHERE \"version\" = '1'");
        assertThatThrownBy(this::check).isInstanceOf(StoreException.class).hasMessageContaining("newer hub");
    }

    @Test
    void aChangedNoteOfTheTablesVersionIsNamed() {
        StoredSample.tamper(data, "UPDATE \"flyway_schema_history\" SET \"checksum\" = 1 WHERE \"version\" = '1'");
        assertThat(check().damage())
                .singleElement()
                .satisfies(finding -> assertThat(finding.where()).isEqualTo("flyway_schema_history"));
    }

    @Test
    void aNewerFormatCannotBeChecked() throws IOException {
        Files.write(data.resolve("format"), "telemetry-hub data 3\n".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(this::check).isInstanceOf(StoreException.class).hasMessageContaining("newer hub");
    }
}

package hub.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.columnar.ParquetTable;
import hub.columnar.TableSchema;
import hub.columnar.TableSchema.NameColumn;
import hub.ingest.BulkStore;
import hub.ingest.Recovery;
import hub.journal.FileJournal;
import hub.journal.Journal;
import hub.journal.JournalOptions;
import hub.query.RawQuery;
import hub.store.DataDirectory;
import hub.store.ReadingCursor;
import hub.store.ReadingStore;
import hub.store.SeriesSelection;
import hub.store.StoreOptions;
import hub.store.TimeRange;
import hub.store.h2.H2ReadingStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports into a real journal and a real store. */
class ImportTest {

    private static final long NOW_MICROS = 1_800_000_000_000_000L;
    private static final int ROWS = 120_000;
    private static final long FIRST_MICROS = 1_557_100_800_000_000L;

    /** Every so many rows one is bad. */
    private static final int BAD_EVERY = 1_000;

    @TempDir
    Path folder;

    @Test
    void anInterruptedImportGoesOnBehindWhatIsDurable() throws IOException {
        Path file = write("many.csv.gz", gzip(archive()));
        ImportResult whole = run("whole", file, readings -> false);
        List<String> rejected = Files.readAllLines(whole.rejected());
        assertThat(whole.readings()).isEqualTo(2L * (ROWS - ROWS / BAD_EVERY));
        assertThat(whole.rejectedRows()).isEqualTo(ROWS / BAD_EVERY);
        assertThat(rejected)
                .hasSize(1 + ROWS / BAD_EVERY)
                .contains('"' + file.toString()
                        + "\",2,\"'x' is no finite number\",\"7;SDS011;1;57.1;-2.1;2019-05-06T00:00:00;x;;;1.5;;\"");

        AtomicLong interruptedAt = new AtomicLong();
        assertThatThrownBy(() -> run("cut", file, readings -> {
                    interruptedAt.set(readings);
                    return readings > ROWS / 2;
                }))
                .isInstanceOf(Interrupted.class);
        AtomicLong first = new AtomicLong(-1);
        ImportResult rest = run("cut", file, readings -> {
            first.compareAndSet(-1, readings);
            return false;
        });
        assertThat(rest.resumed()).isTrue();
        assertThat(first.get()).isGreaterThan(ROWS / 3).isLessThan(interruptedAt.get() + 60_000);
        assertThat(rest)
                .usingRecursiveComparison()
                .ignoringFields("resumed", "rejected")
                .isEqualTo(whole);
        assertThat(Files.readAllLines(rest.rejected())).isEqualTo(rejected);
        assertThat(content("cut")).isEqualTo(content("whole")).hasSize((int) whole.readings());
    }

    /** Its rows are lines, so it goes on where it was as any file does. */
    @Test
    void anInterruptedImportOfParquetGoesOn() throws IOException {
        Path file = folder.resolve("many.parquet");
        TableSchema schema = new TableSchema(
                List.of(new NameColumn("device", List.of("7", "9")), new NameColumn("metric", List.of("pm10"))),
                List.of("value"),
                Map.of());
        try (OutputStream out = Files.newOutputStream(file)) {
            ParquetTable table = new ParquetTable(out, schema);
            for (int i = 0; i < ROWS; i++) {
                String[] names = {i % 2 == 0 ? "7" : "9", "pm10"};
                table.row(FIRST_MICROS + i * 1_500_000L, names, new double[] {i / 7.0});
            }
            table.end();
        }
        ImportResult whole = run("whole", file, readings -> false);
        assertThatThrownBy(() -> run("cut", file, readings -> readings > ROWS / 2))
                .isInstanceOf(Interrupted.class);
        AtomicLong first = new AtomicLong(-1);
        ImportResult rest = run("cut", file, readings -> {
            first.compareAndSet(-1, readings);
            return false;
        });
        assertThat(rest.resumed()).isTrue();
        assertThat(first.get()).isGreaterThan(ROWS / 4);
        assertThat(rest.readings()).isEqualTo(whole.readings()).isEqualTo(ROWS);
        assertThat(content("cut")).isEqualTo(content("whole")).hasSize(ROWS);
    }

    @Test
    void theSameFileTwiceGivesTheSameStore() throws IOException {
        Path file = write("many.csv", archive());
        run("data", file, readings -> false);
        List<String> once = content("data");
        assertThat(run("data", file, readings -> false).resumed()).isFalse();
        assertThat(content("data")).isEqualTo(once);
    }

    @Test
    void aFileThatWasChangedMeanwhileBeginsAnew() throws IOException {
        Path file = write("many.csv", archive());
        assertThatThrownBy(() -> run("data", file, readings -> readings > 0)).isInstanceOf(Interrupted.class);
        Files.writeString(file, "time,device,metric,value\n2019-05-06T00:00:00Z,new,pm10,1\n");
        ImportResult result = run("data", file, readings -> false);
        assertThat(result.resumed()).isFalse();
        assertThat(content("data")).contains("new pm10 1557100800000000 1.0");
    }

    @Test
    void aJournalThatIsNotTheOneBeginsAnew() throws IOException {
        Path file = write("many.csv", archive());
        assertThatThrownBy(() -> run("data", file, readings -> readings > ROWS)).isInstanceOf(Interrupted.class);
        Path other = folder.resolve("other");
        Files.createDirectories(other.resolve("imports"));
        try (DataDirectory made = DataDirectory.open(folder.resolve("made"))) {
            Files.copy(made.path().resolve("format"), other.resolve("format"));
        }
        try (var notes = Files.list(folder.resolve("data").resolve("imports"))) {
            for (Path note : notes.toList()) {
                Files.copy(note, other.resolve("imports").resolve(note.getFileName()));
            }
        }
        assertThat(run("other", file, readings -> false).resumed()).isFalse();
    }

    @Test
    void aFileThatBreaksOffGivesWhatIsThere() throws IOException {
        byte[] whole = gzip(archive());
        ImportResult result =
                run("data", write("cut.csv.gz", Arrays.copyOf(whole, whole.length / 2)), readings -> false);
        assertThat(result.failures()).singleElement().asString().contains("cut.csv.gz behind line", "end of ZLIB");
        assertThat(result.readings()).isBetween(ROWS / 2L, 2L * ROWS);
        assertThat(content("data")).hasSize((int) result.readings());
    }

    @Test
    void standardInputIsRead() throws IOException {
        InputStream in = new ByteArrayInputStream(
                "{\"time\":\"2019-05-06T00:00:00.25+01:00\",\"device\":\"A\",\"metric\":\"soil\",\"value\":1e-7}\n\nno\n"
                        .getBytes(StandardCharsets.UTF_8));
        ImportResult result = run("data", "-", in, readings -> false);
        assertThat(result.rows()).isEqualTo(2);
        assertThat(result.rejectedRows()).isEqualTo(1);
        assertThat(Files.readString(result.rejected())).contains("\"standard input\",3,\"it is no JSON object");
        assertThat(content("data")).containsExactly("A soil 1557097200250000 1.0E-7");
    }

    /** Lines that fill several blocks: two devices, by turns. */
    private static byte[] archive() {
        StringBuilder text = new StringBuilder(
                "sensor_id;sensor_type;location;lat;lon;timestamp;P1;durP1;ratioP1;" + "P2;durP2;ratioP2\n");
        for (int i = 0; i < ROWS; i++) {
            text.append(i % 2 == 0 ? 7 : 9).append(";SDS011;1;57.1;-2.1;2019-05-");
            int second = i / 2;
            text.append(String.format(
                    "%02dT%02d:%02d:%02d", 6 + second / 86_400, second / 3_600 % 24, second / 60 % 60, second % 60));
            text.append(';').append(i % BAD_EVERY == 0 ? "x" : i % 100 + ".25").append(";;;1.5;;\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    /** Somebody has stopped the import. */
    private static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private ImportResult run(String data, Path file, LongPredicate interrupt) {
        return run(data, file.toString(), InputStream.nullInputStream(), interrupt);
    }

    private ImportResult run(String data, String what, InputStream in, LongPredicate interrupt) {
        StoreOptions options = StoreOptions.foldingAt(50_000);
        try (DataDirectory directory = DataDirectory.open(folder.resolve(data));
                Journal journal = FileJournal.open(
                        directory.journal(), JournalOptions.defaults().withSegmentBytes(1 << 20));
                H2ReadingStore store = H2ReadingStore.open(directory.database(), options)) {
            Recovery.run(journal, store, options, System::nanoTime);
            Path rejected = folder.resolve(data + Rejected.ENDING);
            ImportJob job = ImportJob.of(directory.path(), what, FileFormat.AUTO, rejected, in, NOW_MICROS);
            AtomicLong clock = new AtomicLong(); // A second from look to look: a note behind every batch.
            try (BulkStore bulk = new BulkStore(store, options, journal::trim)) {
                return Import.run(
                        job, journal, store, bulk, new Interrupting(interrupt), () -> clock.addAndGet(1_000_000_000));
            }
        }
    }

    private record Interrupting(LongPredicate when) implements ImportProgress {

        @Override
        public void resumed(long readings) {}

        @Override
        public void at(long readings, long done, long total) {
            if (when.test(readings)) {
                throw new Interrupted();
            }
        }
    }

    /** Every reading, and where each device is. */
    private List<String> content(String data) {
        List<String> content = new ArrayList<>();
        try (DataDirectory directory = DataDirectory.openExisting(folder.resolve(data));
                ReadingStore store = H2ReadingStore.open(directory.database(), StoreOptions.foldingAt(1_000_000));
                ReadingCursor cursor = RawQuery.open(store, SeriesSelection.ALL, TimeRange.ALL)) {
            while (cursor.next()) {
                content.add(cursor.series().device() + " " + cursor.series().metric() + " " + cursor.timeMicros() + " "
                        + cursor.value());
            }
        }
        return content;
    }
}

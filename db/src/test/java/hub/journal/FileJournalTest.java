package hub.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract and the life of the segment files, on a real directory. */
class FileJournalTest implements JournalContract {
    private static final JournalOptions SMALL = JournalOptions.defaults().withSegmentBytes(4 << 10);

    @TempDir
    Path temporary;

    @Override
    public FileJournal openJournal() {
        return FileJournal.open(temporary.resolve("journal"), SMALL);
    }

    @Test
    void rollsToSegmentsNamedByTheirStart() throws IOException {
        List<Long> positions = new ArrayList<>();
        try (FileJournal journal = openJournal()) {
            for (int i = 0; i < 100; i++) {
                positions.add(Acknowledgement.of(journal, new byte[500]).await());
            }
        }
        // Seven records of 512 bytes, framing included, fit in 4,096 bytes with a header.
        assertThat(segments()).hasSize(15).startsWith(Segment.name(0), Segment.name(7 * 512), Segment.name(14 * 512));
        assertThat(positions).last().isEqualTo(100 * 512L);
    }

    @Test
    void trimDeletesWholeSegmentsAndTheFloorOutlivesARestart() throws IOException {
        try (FileJournal journal = openJournal()) {
            for (int i = 0; i < 30; i++) {
                Acknowledgement.of(journal, new byte[500]).await();
            }
            journal.trim(15 * 512);
            assertThat(journal.oldestPosition()).isEqualTo(14 * 512);
            assertThat(segments()).startsWith(Segment.name(14 * 512));
        }
        try (FileJournal journal = openJournal()) {
            assertThat(journal.oldestPosition()).isEqualTo(14 * 512);
            assertThat(Replayed.all(journal).records()).hasSize(16);
            assertThatThrownBy(() -> Replayed.from(13 * 512, journal)).isInstanceOf(JournalException.class);
            journal.trim(Long.MAX_VALUE);
            assertThat(segments()).containsExactly(Segment.name(28 * 512));
        }
    }

    @Test
    void refusesAPositionInsideARecord() {
        try (FileJournal journal = openJournal()) {
            Acknowledgement.of(journal, new byte[500]).await();
            assertThatThrownBy(() -> Replayed.from(100, journal))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("inside the record that ends at 512");
        }
    }

    @Test
    void refusesAMisnamedSegment() throws IOException {
        openJournal().close();
        Path first = temporary.resolve("journal").resolve(Segment.name(0));
        Files.move(first, first.resolveSibling(Segment.name(9)));
        assertThatThrownBy(this::openJournal)
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("was " + Segment.name(0));
    }

    @Test
    void refusesTheFilesOfANewerVersion() throws IOException {
        openJournal().close();
        Path first = temporary.resolve("journal").resolve(Segment.name(0));
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(first));
        CRC32C crc = new CRC32C();
        crc.update(bytes.putInt(8, 3).array(), 0, 44);
        Files.write(first, bytes.putInt(44, (int) crc.getValue()).array());
        assertThatThrownBy(this::openJournal)
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("format that this version does not know");
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> JournalOptions.defaults().withSegmentBytes(100))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private List<String> segments() throws IOException {
        try (Stream<Path> files = Files.list(temporary.resolve("journal"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> Segment.startOf(name).isPresent())
                    .sorted()
                    .toList();
        }
    }
}

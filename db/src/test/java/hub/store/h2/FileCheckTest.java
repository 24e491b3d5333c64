package hub.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.protocol.testing.Seeded;
import hub.store.StoreException;
import hub.store.h2.FileCheck.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCheckTest {

    @TempDir
    Path directory;

    private Path file;
    private Notes notes;

    @BeforeEach
    void write() {
        file = directory.resolve("hub.mv.db");
        try (Database database = Database.open(directory.resolve("hub"))) {
            notes = new Notes(database, 5);
            for (int i = 0; i < 20; i++) {
                notes.add(20, 3_000);
            }
            notes.remove(30, 40);
        }
    }

    @Test
    void findsNothingInASoundFileAndLeavesItAsItIs() throws IOException {
        byte[] before = Files.readAllBytes(file);
        assertThat(check()).isEmpty();
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(directory.toFile().list()).hasSize(1);
    }

    @Test
    void readsWhatACrashLeft() throws IOException {
        Path crash = directory.resolve("crash");
        try (Database database = Database.open(directory.resolve("hub"))) {
            database.commitDurably(connection -> 1);
            DirectoryCopy.of(directory, crash);
        }
        byte[] before = Files.readAllBytes(crash.resolve("hub.mv.db"));
        assertThat(FileCheck.check(crash.resolve("hub"))).isEmpty();
        assertThat(Files.readAllBytes(crash.resolve("hub.mv.db"))).isEqualTo(before);
    }

    @Test
    void namesTheTableWhosePagesAreDamaged() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        // Of the middle of a commit: its ends are something else.
        clearBefore(bytes, 190, 9_000);
        Files.write(file, bytes);
        assertThat(check())
                .anyMatch(finding ->
                        finding.where().equals("NOTE") && finding.what().startsWith("a page cannot be read"))
                .noneMatch(finding -> finding.where().equals("file"));
    }

    /** H2 by itself would silently begin at an older commit. */
    @Test
    void saysThatAnOlderStateIsAllThatCanBeRead() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        clearBefore(bytes, 200, 20_000);
        Files.write(file, bytes);
        assertThat(check().get(0).what()).contains("of version").contains("can be read");
        assertThatThrownBy(() -> Database.open(directory.resolve("hub")).close())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("damaged");
    }

    private void clearBefore(byte[] bytes, long note, int length) {
        byte[] row = Objects.requireNonNull(notes.expected.get(note));
        for (int at = 0; at + row.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + row.length, row, 0, row.length)) {
                Arrays.fill(bytes, Math.max(0, at - length), at, (byte) 0);
            }
        }
    }

    @Test
    void saysThatAFileCannotBeOpened() throws IOException {
        Files.write(file, new byte[20_000]);
        assertThat(check()).extracting(Finding::where).containsExactly("file");
        Files.delete(file);
        assertThat(check()).extracting(Finding::where).containsExactly("file");
    }

    /** A bit that changed is found or is in bytes that H2 does not check; it never ends in anything else. */
    @Test
    void survivesEveryChangedBit() throws IOException {
        byte[] sound = Files.readAllBytes(file);
        Seeded.check(30, random -> {
            byte[] bytes = sound.clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bytes);
            check().forEach(finding -> assertThat(finding.what()).isNotBlank());
            assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
        });
    }

    private List<Finding> check() {
        return FileCheck.check(directory.resolve("hub"));
    }
}

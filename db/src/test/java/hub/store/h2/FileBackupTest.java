package hub.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.protocol.testing.Seeded;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy is the database of one moment, whatever happens while it is made. */
class FileBackupTest {

    @TempDir
    Path directory;

    @Test
    void holdsTheStateOfTheMomentInWhichItBegan() {
        Seeded.check(4, random -> {
            Path of = Files.createDirectories(directory.resolve("" + random.nextLong(1_000_000)));
            try (Database database = Database.open(Database.FILE_SYSTEM, of.resolve("hub"), TestSettings.SOON)) {
                Notes notes = new Notes(database, random.nextLong());
                for (int i = 0; i < 15; i++) {
                    notes.add(1 + random.nextInt(30), 20_000);
                    long from = random.nextLong(notes.last());
                    notes.remove(from, from + random.nextInt(20));
                    database.reclaim(80);
                }
                Map<Long, byte[]> then = new TreeMap<>(notes.expected);
                try (FileBackup backup = database.beginBackup()) {
                    // All of it goes, and more is written than there was.
                    notes.remove(0, notes.last() + 1);
                    for (int i = 0; i < 15; i++) {
                        notes.add(1 + random.nextInt(40), 20_000);
                        database.reclaim(99);
                    }
                    assertThat(backup.copyTo(of.resolve("copy.mv.db"))).isEqualTo(backup.bytes());
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    backup.copyTo(bytes);
                    Files.write(of.resolve("bytes.mv.db"), bytes.toByteArray());
                }
                for (String copy : new String[] {"copy", "bytes"}) {
                    assertThat(FileCheck.check(of.resolve(copy))).isEmpty();
                    try (Database restored = Database.open(Database.FILE_SYSTEM, of.resolve(copy), TestSettings.SOON)) {
                        assertThat(Notes.same(Notes.read(restored), then)).isTrue();
                    }
                }
                assertThat(Notes.same(Notes.read(database), notes.expected)).isTrue();
            }
        });
    }

    @Test
    void letsGoOfTheSpaceAfterwards() throws IOException {
        try (Database database = Database.open(Database.FILE_SYSTEM, directory.resolve("hub"), TestSettings.SOON)) {
            Notes notes = new Notes(database, 4);
            notes.add(100, 20_000);
            database.backup(directory.resolve("copy"));
            notes.remove(0, 95);
            for (int i = 0; i < 60; i++) {
                database.reclaim(90);
                notes.touch();
            }
            assertThat(Files.size(directory.resolve("hub.mv.db")))
                    .isLessThan(Files.size(directory.resolve("copy.mv.db")) / 3);
        }
    }

    @Test
    void overwritesNothing() throws IOException {
        Files.write(directory.resolve("copy.mv.db"), new byte[] {1});
        try (Database database = Database.open(directory.resolve("hub"))) {
            assertThatThrownBy(() -> database.backup(directory.resolve("copy")))
                    .isInstanceOf(FileAlreadyExistsException.class);
        }
        assertThat(directory.resolve("copy.mv.db")).hasSize(1);
    }
}

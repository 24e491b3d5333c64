package hub.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import hub.store.StoreOptions;
import hub.store.StoredReading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store at rest is made as small as it can be, and is the same afterwards. */
class H2CompactTest {

    @TempDir
    Path temporary;

    @Test
    void mergesAllAndGivesTheFilesSpaceAndNumbersBack() throws Exception {
        Path path = StoredSample.create(temporary.resolve("live"), temporary.resolve("copy"))
                .resolve("hub");
        long before = Files.size(Path.of(path + ".mv.db"));
        List<StoredReading> readings;
        try (H2ReadingStore store = H2ReadingStore.open(path, StoreOptions.foldingAt(1_000_000))) {
            readings = StoredReading.all(store);
            assertThat(store.statistics().chunks()).isEqualTo(6);
            store.compact();
            assertThat(store.statistics().chunks()).isEqualTo(3);
            assertThat(store.statistics().garbagePayloads()).isZero();
            assertThat(store.storedReadings()).isEqualTo(StoredSample.FOLDED);
        }
        long chunks = lastChunk(path);
        long after = H2ReadingStore.rewrite(path);
        assertThat(after).isEqualTo(Files.size(Path.of(path + ".mv.db"))).isLessThan(before / 2);
        assertThat(lastChunk(path)).isLessThan(chunks / 2);
        try (H2ReadingStore store = H2ReadingStore.open(path, StoreOptions.foldingAt(1_000_000))) {
            assertThat(StoredReading.all(store)).isEqualTo(readings).hasSize(StoredSample.FOLDED);
        }
    }

    private static long lastChunk(Path path) {
        try (Database database = Database.open(path)) {
            return database.figures().lastChunk();
        }
    }
}

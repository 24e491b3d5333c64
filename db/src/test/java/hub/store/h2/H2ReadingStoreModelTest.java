package hub.store.h2;

import hub.store.ReadingStore;
import hub.store.ReadingStoreModelContract;
import hub.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2ReadingStoreModelTest implements ReadingStoreModelContract {

    @TempDir
    Path temporary;

    private int lives;

    /** So few readings that most merges are done in parts. */
    private static final long MAX_MERGE_INPUT = 300;

    @Override
    public ReadingStore openStore() {
        return H2ReadingStore.open(
                Database.open(directory().resolve("hub")),
                StoreOptions.foldingAt(10_000_000).withRoom(1),
                System::nanoTime,
                MAX_MERGE_INPUT);
    }

    @Override
    public ReadingStore crash(ReadingStore store) throws IOException {
        Path dead = directory();
        lives++;
        DirectoryCopy.of(dead, directory());
        store.close();
        return openStore();
    }

    private Path directory() {
        return temporary.resolve("life" + lives);
    }
}

package hub.store.h2;

import hub.store.ReadingStore;
import hub.store.ReadingStoreModelContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2ReadingStoreModelTest implements ReadingStoreModelContract {

    @TempDir
    Path temporary;

    private int lives;

    @Override
    public ReadingStore openStore() {
        return H2ReadingStore.open(directory().resolve("hub"), 10_000_000);
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

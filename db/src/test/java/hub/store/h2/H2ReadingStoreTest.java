package hub.store.h2;

import hub.store.ReadingStore;
import hub.store.ReadingStoreContract;
import hub.store.StoreOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2ReadingStoreTest implements ReadingStoreContract {

    @TempDir
    Path directory;

    @Override
    public ReadingStore openStore() {
        return H2ReadingStore.open(
                directory.resolve("hub"), StoreOptions.foldingAt(100_000).withRoom(1));
    }
}

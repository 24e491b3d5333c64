package hub.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.store.StoreOptions;
import hub.store.h2.H2ReadingStore;
import hub.testing.Frames;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that has started looks at what it has, and may stop meanwhile. */
class WarmUpTest {

    @TempDir
    Path data;

    private void measured(int sequence) {
        try (TestHub hub = TestHub.start(data)) {
            Peer device = hub.welcomed("A");
            device.sendBinary(Frames.hubTime(1, sequence, 7)).awaitAck(1, sequence);
        }
    }

    @Test
    void ofWhatIsStored() {
        measured(1);
        try (H2ReadingStore store = H2ReadingStore.open(data.resolve("hub"), StoreOptions.foldingAt(1_000_000));
                WarmUp warmUp = new WarmUp(store)) {
            warmUp.start();
            await().until(() -> warmUp.views() == 5);
        }
    }

    @Test
    void notOfNothing() {
        try (H2ReadingStore store = H2ReadingStore.open(data.resolve("hub"), StoreOptions.foldingAt(1_000_000))) {
            WarmUp warmUp = new WarmUp(store);
            warmUp.start();
            warmUp.close();
            assertThat(warmUp.views()).isZero();
        }
    }

    @Test
    void hubsThatStopAtOnceLoseNothing() {
        for (int start = 1; start <= 3; start++) {
            measured(start);
        }
        try (TestHub hub = TestHub.start(data)) {
            assertThat(hub.readings("?device=A")).hasSize(3);
        }
    }
}

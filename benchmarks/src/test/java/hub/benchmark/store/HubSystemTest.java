package hub.benchmark.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.benchmark.data.FrameBatches;
import hub.benchmark.data.FrameBatches.Sent;
import hub.benchmark.data.ScaleSet;
import hub.store.AppliedEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Alone, since forces are counted in the whole process. */
@Isolated
class HubSystemTest {

    private static final ScaleSet SET = new ScaleSet(4, 30);

    @TempDir
    private Path directory;

    @Test
    void whatWasLoadedIsInChunks() throws SQLException, IOException {
        try (HubSystem system = HubSystem.open(directory, HubSystem.USUAL)) {
            HubLoad.load(SET, system);
            assertThat(system.statistics().headReadings()).isZero();
            assertThat(system.databaseBytes()).isPositive();
        }

        HubSystem.Chunks chunks = HubSystem.chunks(directory);

        assertThat(chunks.readings()).isEqualTo(SET.size());
        assertThat(chunks.payloadBytes()).isBetween(SET.size() / 4, SET.size() * 8);
    }

    @Test
    void h2CountsItsStores() throws IOException {
        List<List<Sent>> batches = new ArrayList<>();
        FrameBatches.of(SET, 100, batches::add);
        try (HubSystem system = HubSystem.open(directory, HubSystem.USUAL)) {
            system.take(batches.get(0));
            system.fold();
            long before = HubSystem.databaseStores(directory);
            for (int i = 1; i < 6; i++) {
                system.take(batches.get(i));
                system.fold();
            }
            assertThat(HubSystem.databaseStores(directory)).isGreaterThanOrEqualTo(before + 5);
        }
        assertThatThrownBy(() -> H2Chunks.newest(Files.writeString(directory.resolve("text"), "hello")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void oneGroupIsOneForce() throws Exception {
        List<List<Sent>> batches = new ArrayList<>();
        FrameBatches.of(SET, 100, batches::add);
        try (HubSystem system = HubSystem.open(directory, HubSystem.USUAL)) {
            Forces.by(HubSystem.JOURNAL_THREAD, directory, () -> batches);
            long forces = Forces.by(HubSystem.JOURNAL_THREAD, directory, () -> {
                for (List<Sent> batch : batches) {
                    system.journal(HubSystem.received(batch.subList(0, 1)));
                }
                return batches;
            });
            assertThat(forces).isEqualTo(batches.size());
        }
    }

    @Test
    void foldsBesideWorkEndWithIt() throws Exception {
        List<List<Sent>> batches = new ArrayList<>();
        FrameBatches.of(SET, 100, batches::add);
        try (HubSystem system = HubSystem.open(directory, HubSystem.USUAL)) {
            List<AppliedEntry> durable = system.journal(HubSystem.received(batches.get(0)));
            BackgroundFolds.every(system, Duration.ofMillis(1)).beside(() -> {
                system.apply(durable);
                while (system.statistics().folds() == 0) {
                    Thread.onSpinWait();
                }
            });
            assertThat(system.statistics().headReadings()).isZero();
        }
    }
}

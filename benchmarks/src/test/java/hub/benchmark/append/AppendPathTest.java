package hub.benchmark.append;

import static org.assertj.core.api.Assertions.assertThat;

import hub.benchmark.append.Workload.Shape;
import hub.benchmark.data.FrameBatches.Sent;
import hub.benchmark.store.HubSystem;
import hub.query.RawQuery;
import hub.store.ReadingCursor;
import hub.store.SeriesSelection;
import hub.store.TimeRange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AppendPathTest {

    private static final AppendPlan TINY =
            new AppendPlan(200, 1, 3, 2, 3, 20, 4, 5, 2, Duration.ofMillis(250), 20, Duration.ofMillis(100));

    @TempDir
    private Path directory;

    @Test
    void everythingIsMeasured() throws Exception {
        assertThat(AppendPath.measure(directory, TINY))
                .contains("| hub, one frame of 1,000 ")
                .contains("| hub, 200 frames of 5, until all is folded ")
                .contains("| H2 rows ", "| SQLite ")
                .contains("| hub: durable and visible, may be acknowledged ")
                .contains("| 4 clients, each waiting for its frame ")
                .contains("| processor time, ns a reading ")
                .contains("| without folds ");
    }

    @ParameterizedTest
    @EnumSource
    void batchesHaveAThousandReadingsAndAreStored(Shape shape) {
        Workload workload = new Workload(shape, 200);
        try (HubSystem system = HubSystem.open(directory, HubSystem.NO_FOLDS)) {
            for (int i = 0; i < 7; i++) {
                List<Sent> batch = workload.next();
                assertThat(batch).hasSize(shape == Shape.FLEET ? 200 : 1);
                system.take(batch);
            }
            int stored = 0;
            try (ReadingCursor cursor = RawQuery.open(system.store(), SeriesSelection.ALL, TimeRange.ALL)) {
                while (cursor.next()) {
                    stored++;
                }
            }
            assertThat(stored).isEqualTo(7_000);
        }
    }
}

package hub.store.h2;

import static hub.store.TestEntries.NOW;
import static hub.store.TestEntries.frame;
import static hub.store.TestEntries.sample;
import static org.assertj.core.api.Assertions.assertThat;

import hub.entry.Entry;
import hub.protocol.testing.Seeded;
import hub.store.Feed;
import hub.store.ReadingStore;
import hub.store.StoreOptions;
import hub.store.StoredReading;
import hub.store.TestEntries.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was folded is there after a crash, wherever H2 has put it in its file. */
class H2CrashRecoveryTest {

    @TempDir
    Path temporary;

    /** H2 2.5.252 by itself loses the last two folds of the second life; see {@code Database.recover}. */
    @Test
    void keepsTheFoldsThatTheFilesHeaderDoesNotKnow() throws IOException {
        live(5, 2);
    }

    @Test
    void keepsEveryFold() throws IOException {
        live(System.nanoTime(), 8);
    }

    private void live(long seed, int lives) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int life = 1; life <= lives; life++) {
            try (ReadingStore store = open(life - 1)) {
                Feed feed = new Feed(store);
                for (int folds = 1 + random.nextInt(30); folds > 0; folds--) {
                    for (int i = 0; i < 1 + random.nextInt(20); i++) {
                        feed.apply(anyFrame(random));
                    }
                    store.fold();
                }
                DirectoryCopy.of(directory(life - 1), directory(life));
                try (ReadingStore crashed = open(life)) {
                    assertThat(crashed.foldedPosition())
                            .as("seed %d life %d", seed, life)
                            .isEqualTo(store.foldedPosition());
                    assertThat(StoredReading.all(crashed).equals(StoredReading.all(store)))
                            .as("seed %d life %d", seed, life)
                            .isTrue();
                }
            }
        }
    }

    private static Entry anyFrame(SplittableRandom random) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(300); i++) {
            String metric = i % 2 == 0 ? "pm10" : "own" + i % 5;
            samples.add(sample(metric, NOW - random.nextInt(100_000), random.nextDouble()));
        }
        return frame("d" + random.nextInt(4), 1, 0, NOW, samples);
    }

    private ReadingStore open(int life) {
        return H2ReadingStore.open(
                directory(life).resolve("hub"),
                StoreOptions.foldingAt(10_000_000).withRoom(1));
    }

    /** Space that is used again at once makes H2 write anywhere but where the header expects it. */
    @Test
    void keepsTheNewestCommitWhereverItIs() {
        String soon = TestSettings.SOON;
        Seeded.check(2, random -> {
            Path home = temporary.resolve("home" + random.nextInt(1_000_000));
            try (Database database = Database.open(Database.FILE_SYSTEM, home.resolve("hub"), soon)) {
                Notes notes = new Notes(database, random.nextLong());
                for (int i = 0; i < 25; i++) {
                    long from = random.nextLong(notes.last() + 1);
                    notes.replace(from, from + random.nextInt(60), random.nextInt(40), 100 << random.nextInt(9));
                    Path crash = DirectoryCopy.of(home, home.resolve("crash" + i));
                    try (Database crashed = Database.open(Database.FILE_SYSTEM, crash.resolve("hub"), soon)) {
                        assertThat(Notes.same(Notes.read(crashed), notes.expected))
                                .as("crash %d", i)
                                .isTrue();
                    }
                }
            }
        });
    }

    private Path directory(int life) {
        return temporary.resolve("life" + life);
    }
}

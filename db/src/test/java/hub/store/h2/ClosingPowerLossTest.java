package hub.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import hub.disk.MemoryDisk;
import hub.disk.MemoryDisk.Outcome;
import hub.protocol.testing.Effort;
import hub.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While H2 closes a file it moves what is in it, and uses what became free at once. */
class ClosingPowerLossTest {

    private static final int ROUNDS = Effort.rounds(100);

    @TempDir
    Path directory;

    @Test
    void aPowerCutWhileAFileIsClosedLosesNothing() throws IOException {
        long operations = closedAfter(0, Long.MAX_VALUE);
        assertThat(operations).isPositive();
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < ROUNDS; round++) {
            closedAfter(round, random.nextLong(operations));
        }
    }

    /** Returns how many operations there were while it was closed. */
    private long closedAfter(int seed, long operations) throws IOException {
        MemoryDisk disk = new MemoryDisk(new Random(seed));
        Database database = MemoryDiskPath.open(disk, directory);
        Notes notes = new Notes(database, seed);
        for (int i = 0; i < 30; i++) {
            notes.add(5, 10_000);
            if (i % 3 == 2) {
                notes.remove(notes.last() - 12, notes.last() - 2);
            }
        }
        disk.fate((number, operation, file) -> number < operations ? Outcome.DONE : Outcome.POWER_OFF);
        try {
            database.close();
        } catch (StoreException e) {
            assertThat(disk.isOff()).isTrue();
        }
        long done = disk.operations();
        disk.crash();
        try (Database again = MemoryDiskPath.open(disk, directory)) {
            assertThat(Notes.same(Notes.read(again), notes.expected))
                    .as("after %d of the operations, seed %d", operations, seed)
                    .isTrue();
        }
        return done;
    }
}

package hub.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Files of trimmed segments that are used again, with all that stood in them. */
class FileJournalRecyclingTest {
    private static final JournalOptions SMALL = JournalOptions.defaults().withSegmentBytes(4 << 10);
    private static final int FLIPS = 1_000;

    private final SimulatedDisk disk = new SimulatedDisk();
    private final List<String> records = new ArrayList<>();
    private final List<Long> positions = new ArrayList<>();

    private FileJournal open() throws IOException {
        return open(disk);
    }

    private static FileJournal open(SimulatedDisk disk) throws IOException {
        return FileJournal.open(disk, SMALL, InstantSource.system());
    }

    private void append(Journal journal, int bytes) {
        // Another letter than what stood in the file before.
        String record = records.size() + ":"
                + Character.toString('a' + records.size() % 26).repeat(bytes);
        positions.add(Acknowledgement.of(journal, Replayed.bytes(record)).await());
        records.add(record);
    }

    private List<String> spares() {
        return disk.list().stream()
                .filter(name -> name.endsWith(".journal.spare"))
                .toList();
    }

    /** Two segments in files that had records before: the first full, the second with three. */
    private void writeUsedSegments(FileJournal journal) {
        for (int i = 0; i < 40; i++) {
            append(journal, 450 + i);
        }
        // The one that is prepared ahead is there already.
        await().until(() -> disk.list().contains("next.spare"));
        journal.trim(Long.MAX_VALUE);
        assertThat(spares()).hasSize(SegmentSpares.MAX_RECYCLED);
        int created = disk.created();
        while (disk.segments().size() < 3) {
            append(journal, 480);
        }
        append(journal, 480);
        append(journal, 480);
        journal.trim(positions.get(positions.size() - 5));
        assertThat(disk.created()).as("files made anew").isEqualTo(created);
    }

    @Test
    void trimmedSegmentsAreUsedAgainInTheirFiles() throws IOException {
        try (FileJournal journal = open()) {
            writeUsedSegments(journal);
        }
        disk.crash(new Random(1));
        try (FileJournal journal = open()) {
            Replayed replayed = Replayed.all(journal);
            List<Long> kept =
                    positions.stream().filter(p -> p > journal.oldestPosition()).toList();
            assertThat(replayed.positions()).isEqualTo(kept);
            assertThat(replayed.records()).isEqualTo(records.subList(records.size() - kept.size(), records.size()));
            assertThat(replayed.report())
                    .isEqualTo(new ReplayReport(kept.size(), replayed.report().bytes(), List.of(), 0));
            append(journal, 10);
            assertThat(disk.segments()).as("it goes on in the same segment").hasSize(2);
        }
    }

    @Test
    void noMoreFilesAreKeptThanTheLimitAndOthersOfThatNameGo() throws IOException {
        disk.put("0000000000000000007.journal.spare", new byte[100]);
        disk.put("next.spare", new byte[4 << 10]);
        try (FileJournal journal = open()) {
            assertThat(spares()).isEmpty();
            for (int i = 0; i < 100; i++) {
                append(journal, 480);
            }
            journal.trim(Long.MAX_VALUE);
            assertThat(spares()).hasSize(SegmentSpares.MAX_RECYCLED);
        }
        try (FileJournal journal = open()) {
            int created = disk.created();
            for (int i = 0; i < 16; i++) {
                append(journal, 480);
            }
            assertThat(disk.created()).as("files made anew").isEqualTo(created);
            assertThat(Replayed.all(journal).records()).endsWith(records.get(records.size() - 1));
        }
    }

    @Test
    void aTailTornAnywhereInAUsedFileIsCut() throws IOException {
        SimulatedDisk before = new SimulatedDisk();
        String newest;
        try (FileJournal journal = open()) {
            writeUsedSegments(journal);
            disk.list().forEach(name -> before.put(name, disk.bytes(name)));
            append(journal, 480);
        }
        newest = disk.segments().get(1);
        byte[] old = before.bytes(newest);
        byte[] whole = disk.bytes(newest);
        int begin = Arrays.mismatch(old, whole);
        assertThat(begin).isPositive();
        for (int kept = 1; kept < 480; kept++) {
            byte[] torn = old.clone();
            System.arraycopy(whole, begin, torn, begin, kept);
            before.put(newest, torn);
            SimulatedDisk copy = copy(before);
            try (FileJournal journal = open(copy)) {
                Replayed replayed = Replayed.all(journal);
                assertThat(replayed.records()).endsWith(records.get(records.size() - 2));
                assertThat(replayed.report().damaged()).isEmpty();
                assertThat(replayed.report().tornBytes())
                        .as("%d bytes kept", kept)
                        .isGreaterThanOrEqualTo(kept);
                assertThat(Acknowledgement.of(journal, new byte[10]).await())
                        .isGreaterThan(positions.get(positions.size() - 1));
            }
        }
    }

    /** The first sector of a torn group did not reach the disk, later ones did: the end mark is still there. */
    @Test
    void whatATornGroupLeavesBehindTheEndMarkNeverComesBack() throws IOException {
        SimulatedDisk torn;
        try (FileJournal journal = open()) {
            writeUsedSegments(journal);
            byte[] old = disk.bytes(disk.segments().get(1));
            append(journal, 100);
            append(journal, 100);
            byte[] ghosts = disk.bytes(disk.segments().get(1));
            int begin = Arrays.mismatch(old, ghosts);
            System.arraycopy(old, begin, ghosts, begin, 20);
            torn = copy(disk);
            torn.put(disk.segments().get(1), ghosts);
        }
        String ghost = records.remove(records.size() - 1);
        records.remove(records.size() - 1);
        List<String> expected = new ArrayList<>();
        for (int life = 0; life < 3; life++) {
            try (FileJournal journal = open(torn)) {
                Replayed replayed = Replayed.all(journal);
                assertThat(replayed.records()).doesNotContain(ghost).endsWith(expected.toArray(new String[0]));
                assertThat(replayed.report().damaged()).isEmpty();
                assertThat(replayed.report().tornBytes() > 0).isEqualTo(life == 0);
                expected.add("a" + life);
                expected.add("b" + life);
                Acknowledgement.of(journal, Replayed.bytes("a" + life)).await();
                Acknowledgement.of(journal, Replayed.bytes("b" + life)).await();
            }
        }
    }

    @Test
    void aFlippedBitInAUsedFileIsToldIfItCostsARecord() throws IOException {
        try (FileJournal journal = open()) {
            writeUsedSegments(journal);
        }
        int kept;
        try (FileJournal journal = open(copy(disk))) {
            kept = Replayed.all(journal).records().size();
        }
        for (int seed = 0; seed < FLIPS; seed++) {
            Random random = new Random(seed);
            SimulatedDisk copy = copy(disk);
            String segment = disk.segments().get(random.nextInt(2));
            byte[] bytes = disk.bytes(segment);
            int at = random.nextInt(bytes.length);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            copy.put(segment, bytes);
            try (FileJournal journal = open(copy)) {
                Replayed replayed = Replayed.all(journal);
                assertThat(records).as("seed %d", seed).containsAll(replayed.records());
                for (int i = 0; i < replayed.records().size(); i++) {
                    int number = records.indexOf(replayed.records().get(i));
                    assertThat(replayed.positions().get(i)).as("seed %d", seed).isEqualTo(positions.get(number));
                }
                if (replayed.records().size() < kept) {
                    ReplayReport report = replayed.report();
                    assertThat(replayed.records()).as("seed %d", seed).hasSize(kept - 1);
                    assertThat(report.damaged().size() + report.tornBytes())
                            .as("seed %d", seed)
                            .isPositive();
                    assertThat(report.damaged()).as("seed %d", seed).allMatch(Damage::acknowledged);
                }
            }
        }
    }

    private static SimulatedDisk copy(SimulatedDisk disk) {
        SimulatedDisk copy = new SimulatedDisk();
        disk.list().forEach(name -> copy.put(name, disk.bytes(name)));
        return copy;
    }
}

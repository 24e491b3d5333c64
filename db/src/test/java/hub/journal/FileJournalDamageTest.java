package hub.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hub.journal.JournalContract.Durable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Damaged files: cut where the tail is torn, told and set aside elsewhere, never a wrong record. */
class FileJournalDamageTest {

    /** Between two flips, on the average: some thousand flips in all. */
    private static final int STEP = Boolean.getBoolean("hub.test.long") ? 1 : 8;

    private static final JournalOptions SMALL = JournalOptions.defaults().withSegmentBytes(4 << 10);
    private static final int FRAMED = 512;
    private static final int COUNT = 10;

    private final List<String> records = new ArrayList<>();
    private final List<Long> positions = new ArrayList<>();
    private SimulatedDisk disk = new SimulatedDisk();

    /** Seven records in the first segment, three in the second; each a group of its own. */
    @BeforeEach
    void writeTwoSegments() throws IOException {
        Random random = new Random(3);
        try (FileJournal journal = open()) {
            for (int i = 0; i < COUNT; i++) {
                byte[] record = new byte[FRAMED - RecordFormat.HEADER_BYTES];
                random.nextBytes(record);
                record[record.length - 1] = 1;
                records.add(Replayed.text(record));
                positions.add(Acknowledgement.of(journal, record).await());
            }
        }
    }

    @Test
    void aTailTornAnywhereIsCut() throws IOException {
        byte[] intact = disk.bytes(second());
        int begin = Segment.HEADER_BYTES + 2 * FRAMED;
        for (int kept = 0; kept < FRAMED; kept++) {
            byte[] zeroed = intact.clone();
            Arrays.fill(zeroed, begin + kept, intact.length, (byte) 0);
            tornTailIsCut(kept, zeroed);
            tornTailIsCut(kept, Arrays.copyOf(intact, begin + kept));
        }
    }

    private void tornTailIsCut(int kept, byte[] torn) throws IOException {
        SimulatedDisk copy = copyOfDisk();
        copy.put(second(), torn);
        long next;
        try (FileJournal journal = open(copy)) {
            Replayed replayed = Replayed.all(journal);
            assertThat(replayed.records()).as("%d bytes kept", kept).isEqualTo(records.subList(0, COUNT - 1));
            assertThat(replayed.report().damaged()).isEmpty();
            // Of a record that is lost altogether, the missing end mark tells.
            assertThat(replayed.report().tornBytes()).isBetween(1L, Math.max(1L, kept));
            assertThat(Replayed.all(journal)).isEqualTo(replayed);
            next = Acknowledgement.of(journal, Replayed.bytes("next")).await();
        }
        assertThat(next).as("a position that may have been handed out").isGreaterThan(positions.get(COUNT - 1));
        try (FileJournal journal = open(copy)) {
            Replayed replayed = Replayed.all(journal);
            assertThat(replayed.records()).hasSize(COUNT).endsWith("next").startsWith(records.get(0));
            assertThat(replayed.positions()).endsWith(next);
            assertThat(replayed.report().damaged()).isEmpty();
        }
    }

    @Test
    void aFlippedBitAnywhereNeverYieldsAWrongRecord() throws IOException {
        Random random = new Random(5);
        for (String segment : disk.segments()) {
            byte[] intact = disk.bytes(segment);
            for (int at = random.nextInt(STEP); at < intact.length; at += 1 + random.nextInt(2 * STEP)) {
                byte[] flipped = intact.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                SimulatedDisk copy = copyOfDisk();
                copy.put(segment, flipped);
                flipIsTold(segment + " at " + at, copy);
            }
        }
    }

    private void flipIsTold(String where, SimulatedDisk copy) throws IOException {
        List<String> found;
        try (FileJournal journal = open(copy)) {
            Replayed replayed = Replayed.all(journal);
            found = replayed.records();
            assertThat(records).as(where).containsAll(found);
            for (int i = 0; i < found.size(); i++) {
                assertThat(replayed.positions().get(i)).isEqualTo(positions.get(records.indexOf(found.get(i))));
            }
            if (found.size() < COUNT) {
                assertThat(found).as(where).hasSize(COUNT - 1);
                assertThat(replayed.report().damaged().size()
                                + replayed.report().tornBytes())
                        .as(where)
                        .isPositive();
                assertThat(replayed.report().damaged()).allMatch(Damage::acknowledged);
            }
            Acknowledgement.of(journal, Replayed.bytes("next")).await();
        }
        try (FileJournal journal = open(copy)) {
            assertThat(Replayed.all(journal).records())
                    .as(where)
                    .startsWith(found.toArray(new String[0]))
                    .endsWith("next");
        }
    }

    @Test
    void aBadRecordBeforeGoodOnesIsSetAsideAndToldAtEachReplay() throws IOException {
        byte[] bytes = disk.bytes(first());
        int begin = Segment.HEADER_BYTES + 3 * FRAMED;
        bytes[begin + 100] ^= 1;
        disk.put(first(), bytes);
        String aside = first() + ".damaged-" + begin;
        Damage expected = new Damage(
                first(), begin, FRAMED, "a record differs from its checksum", true, Optional.of(aside), false);
        for (int i = 0; i < 2; i++) {
            try (FileJournal journal = open()) {
                assertThat(Replayed.all(journal).report().damaged()).containsExactly(expected);
                assertThat(Replayed.all(journal).records()).hasSize(COUNT - 1).doesNotContain(records.get(3));
                assertThat(disk.bytes(aside)).isEqualTo(Arrays.copyOfRange(bytes, begin, begin + FRAMED));
            }
        }
        try (FileJournal journal = open()) {
            journal.trim(positions.get(6));
            assertThat(Replayed.all(journal).report().damaged()).isEmpty();
            assertThat(disk.list()).contains(aside);
        }
    }

    @Test
    void aFullSegmentThatHasLostItsTailIsToldEvenIfTheTailIsZeros() throws IOException {
        byte[] bytes = disk.bytes(first());
        int begin = Segment.HEADER_BYTES + 6 * FRAMED;
        Arrays.fill(bytes, begin, bytes.length, (byte) 0);
        disk.put(first(), bytes);
        onlyDamageIs(first(), begin, FRAMED, "no record begins here");
        disk.put(first(), Arrays.copyOf(bytes, begin));
        onlyDamageIs(first(), begin, FRAMED, "the file is too short");
    }

    /** Kept, it would make a device believe that what stood in the hole is here, too. */
    @Test
    void cutsWhatFollowsAHoleInTheLastGroup() throws IOException {
        disk = new SimulatedDisk();
        try (FileJournal journal = open()) {
            // A force takes a group; what is appended from its listener is the next.
            Acknowledgement last = new Acknowledgement();
            journal.append(ByteBuffer.wrap(new byte[20]), (Durable) position -> {
                journal.append(ByteBuffer.wrap(Replayed.bytes("torn")), new Acknowledgement());
                journal.append(ByteBuffer.wrap(Replayed.bytes("behind it")), last);
            });
            last.await();
        }
        byte[] bytes = disk.bytes(first());
        bytes[Segment.HEADER_BYTES + 32 + 14] ^= 1;
        disk.put(first(), bytes);
        for (int i = 0; i < 3; i++) {
            try (FileJournal journal = open()) {
                Replayed replayed = Replayed.all(journal);
                assertThat(replayed.records()).hasSize(1 + i).doesNotContain("torn", "behind it");
                assertThat(replayed.report().tornBytes() > 0).isEqualTo(i == 0);
                Acknowledgement.of(journal, Replayed.bytes("next")).await();
            }
        }
    }

    @Test
    void aMissingSegmentIsTold() throws IOException {
        try (FileJournal journal = open()) {
            for (int i = 0; i < 10; i++) {
                Acknowledgement.of(journal, new byte[500]).await();
            }
        }
        disk.remove(second());
        try (FileJournal journal = open()) {
            Replayed replayed = Replayed.all(journal);
            assertThat(replayed.records()).hasSize(13).startsWith(records.get(0));
            assertThat(replayed.report().damaged())
                    .containsExactly(new Damage(
                            second(), 0, 7 * FRAMED, "the segment file is missing", true, Optional.empty(), false));
        }
    }

    @Test
    void aSegmentWithoutItsHeaderStillYieldsItsRecords() throws IOException {
        for (String segment : disk.segments()) {
            byte[] bytes = disk.bytes(segment);
            bytes[20] ^= 1;
            SimulatedDisk copy = copyOfDisk();
            copy.put(segment, bytes);
            try (FileJournal journal = open(copy)) {
                Replayed replayed = Replayed.all(journal);
                assertThat(replayed.records()).isEqualTo(records);
                assertThat(replayed.report().damaged())
                        .extracting(Damage::segment, Damage::offset)
                        .containsExactly(tuple(segment, 0L));
            }
        }
    }

    @Test
    void staleRecordsInUnusedSpaceAreNeverTakenForNewOnes() throws IOException {
        byte[] stale = disk.bytes(first());
        for (int shift : new int[] {0, 1, FRAMED}) {
            byte[] recycled = disk.bytes(second());
            int end = Segment.HEADER_BYTES + 3 * FRAMED + shift;
            System.arraycopy(stale, Segment.HEADER_BYTES, recycled, end, 3 * FRAMED - shift);
            SimulatedDisk copy = copyOfDisk();
            copy.put(second(), recycled);
            try (FileJournal journal = open(copy)) {
                assertThat(Replayed.all(journal).records()).isEqualTo(records);
                // Over the end mark it is as good as torn; behind the mark it is what a used file looks like.
                assertThat(Replayed.all(journal).report().tornBytes() > 0).isEqualTo(shift < FRAMED);
            }
        }
    }

    @Test
    void anIntactRecordIsFoundBehindMebibytesOfRubbish() throws IOException {
        SimulatedDisk big = new SimulatedDisk();
        JournalOptions options = JournalOptions.defaults().withSegmentBytes(8 << 20);
        try (FileJournal journal = FileJournal.open(big, options, InstantSource.system())) {
            Acknowledgement.of(journal, new byte[6 << 20]).await();
            Acknowledgement.of(journal, Replayed.bytes("behind")).await();
        }
        byte[] bytes = big.bytes(first());
        byte[] rubbish = new byte[6 << 20];
        new Random(11).nextBytes(rubbish);
        System.arraycopy(rubbish, 0, bytes, Segment.HEADER_BYTES, rubbish.length);
        big.put(first(), bytes);
        try (FileJournal journal = FileJournal.open(big, options, InstantSource.system())) {
            assertThat(Replayed.all(journal).records()).containsExactly("behind");
            assertThat(Replayed.all(journal).report().damaged()).hasSize(1);
        }
    }

    private void onlyDamageIs(String segment, int offset, int bytes, String reason) throws IOException {
        try (FileJournal journal = open()) {
            Replayed replayed = Replayed.all(journal);
            assertThat(replayed.records()).hasSize(COUNT - 1);
            assertThat(replayed.report().damaged()).hasSize(1);
            Damage damage = replayed.report().damaged().get(0);
            assertThat(damage).isEqualTo(new Damage(segment, offset, bytes, reason, true, damage.setAsideIn(), false));
        }
    }

    private SimulatedDisk copyOfDisk() {
        SimulatedDisk copy = new SimulatedDisk();
        disk.list().forEach(name -> copy.put(name, disk.bytes(name)));
        return copy;
    }

    private String first() {
        return disk.segments().get(0);
    }

    private String second() {
        return Segment.name(7 * FRAMED);
    }

    private FileJournal open() throws IOException {
        return open(disk);
    }

    private static FileJournal open(SimulatedDisk disk) throws IOException {
        return FileJournal.open(disk, SMALL, InstantSource.system());
    }
}

package hub.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies that are made while the journal is written to. */
class JournalCopyTest {
    private static final JournalOptions SMALL = JournalOptions.defaults().withSegmentBytes(4 << 10);

    @TempDir
    Path original;

    @TempDir
    Path copy;

    @Test
    void aCopyIsAWholeJournalUpToItsEndAndCanBeGoneOnWith() throws IOException {
        List<String> records = new ArrayList<>();
        try (FileJournal journal = FileJournal.open(original, SMALL)) {
            for (int i = 0; i < 20; i++) {
                records.add(i + "x".repeat(300));
                Acknowledgement.of(journal, Replayed.bytes(records.get(i))).await();
            }
            long until = journal.durablePosition();
            Acknowledgement.of(journal, Replayed.bytes("written before it was copied"))
                    .await();
            for (JournalCopy.Piece piece : JournalCopy.between(original, 0, until)) {
                try (OutputStream out = Files.newOutputStream(copy.resolve(piece.name()))) {
                    JournalCopy.copy(original, piece, out);
                }
            }
        }
        for (int life = 0; life < 2; life++) {
            try (FileJournal journal = FileJournal.open(copy, SMALL)) {
                Replayed replayed = Replayed.all(journal);
                assertThat(replayed.records()).isEqualTo(records);
                assertThat(replayed.report().tornBytes()).isZero();
                assertThat(replayed.report().damaged()).isEmpty();
                records.add("next " + life);
                Acknowledgement.of(journal, Replayed.bytes("next " + life)).await();
            }
        }
    }
}

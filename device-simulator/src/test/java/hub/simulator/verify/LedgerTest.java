package hub.simulator.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.simulator.verify.LedgerRecord.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

    private static final Plan PLAN = new Plan(7, 3, "dev-", 1_700_000_000_000_000L);

    @TempDir
    private Path directory;

    private final List<String> notices = new ArrayList<>();

    @Test
    void aLedgerTakenUpAgainKnowsWhereEachDeviceStands() throws IOException {
        try (Ledger ledger = open()) {
            ledger.append(Kind.SENT, frame(1, 1));
            ledger.append(Kind.SENT, frame(1, 2));
            ledger.append(Kind.SENT, frame(2, 1));
            ledger.append(Kind.ACKNOWLEDGED, frame(1, 1));
            ledger.append(Kind.REFUSED, frame(2, 1));
        }

        try (Ledger ledger = open(new Plan(8, 1, "other-", 1))) {
            Standing standing = Standing.of(ledger);

            assertThat(ledger.plan()).isEqualTo(PLAN);
            assertThat(standing.device(0).seq).isZero();
            assertThat(standing.device(1).seq).isEqualTo(2);
            assertThat(standing.device(1).unsettled).containsExactly(frame(1, 2));
            assertThat(standing.device(2).unsettled).isEmpty();
            assertThat(standing.sentReadings()).isEqualTo(30);
            assertThat(standing.acknowledgedReadings()).isEqualTo(10);
            assertThat(standing.refusedReadings()).isEqualTo(10);
            assertThat(standing.mostUnsettled()).isEqualTo(1);
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void aFrameMadeAgainIsTheSameBitForBit() {
        SentFrame frame = new SentFrame(1, PLAN.epoch(1), 6, 4_096, PLAN.startMicros());

        assertThat(ReadingPattern.encode(7, frame).bytes())
                .isEqualTo(ReadingPattern.encode(7, frame).bytes())
                .isNotEqualTo(ReadingPattern.encode(8, frame).bytes());
    }

    @Test
    void aTornTailIsCutWhereverItTore() throws IOException {
        for (int torn = 1; torn < LedgerRecord.BYTES; torn++) {
            Path file = write(3);
            byte[] bytes = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(bytes, bytes.length - torn));

            try (Ledger ledger = open()) {
                assertThat(Standing.of(ledger).device(0).seq).isEqualTo(2);
                ledger.append(Kind.SENT, frame(0, 3));
                assertThat(Standing.of(ledger).device(0).seq).isEqualTo(3);
            }
            assertThat(notices).last().asString().contains("were cut off its end");
        }
    }

    @Test
    void aFlippedBitAnywhereIsRefusedInWords() throws IOException {
        Path file = write(3);
        byte[] sound = Files.readAllBytes(file);
        for (int bit = 0; bit < sound.length * 8; bit++) {
            byte[] damaged = sound.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, damaged);

            try (Ledger ledger = open()) {
                int at = bit / 8 / LedgerRecord.BYTES * LedgerRecord.BYTES;
                assertThatThrownBy(() -> Standing.of(ledger))
                        .isInstanceOf(LedgerException.class)
                        .hasMessageContaining("frames: the record at byte " + at + " has a wrong checksum")
                        .hasMessageContaining("Begin a new ledger in another directory");
            }
        }
    }

    @Test
    void aRecordThatIsGoneIsMissed() throws IOException {
        Path file = write(3);
        byte[] bytes = Files.readAllBytes(file);
        byte[] without = Arrays.copyOf(bytes, bytes.length - LedgerRecord.BYTES);
        System.arraycopy(bytes, 2 * LedgerRecord.BYTES, without, LedgerRecord.BYTES, LedgerRecord.BYTES);
        Files.write(file, without);

        try (Ledger ledger = open()) {
            assertThatThrownBy(() -> Standing.of(ledger))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("frame 3 of device 0 follows frame 1");
        }
    }

    @Test
    void aChangedPlanIsRefused() throws IOException {
        write(1);
        Path plan = directory.resolve("plan");
        Files.writeString(plan, Files.readString(plan).replace("seed=7", "seed=8"));

        assertThatThrownBy(this::open)
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("plan: its checksum does not fit what it says");
    }

    @Test
    void framesWithoutAPlanAreRefused() throws IOException {
        write(1);
        Files.delete(directory.resolve("plan"));

        assertThatThrownBy(this::open)
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("has frames but no plan");
    }

    @Test
    void twoCannotHaveIt() throws IOException {
        try (Ledger ledger = open()) {
            assertThat(ledger.plan()).isEqualTo(PLAN);
            assertThatThrownBy(this::open)
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("in use by another verify");
        }
    }

    /** A new ledger of so many frames of device 0; its file. */
    private Path write(int frames) throws IOException {
        Path file = directory.resolve("frames");
        Files.deleteIfExists(file);
        try (Ledger ledger = open()) {
            for (int seq = 1; seq <= frames; seq++) {
                ledger.append(Kind.SENT, frame(0, seq));
            }
        }
        return file;
    }

    private Ledger open() throws IOException {
        return open(PLAN);
    }

    private Ledger open(Plan fresh) throws IOException {
        return Ledger.open(directory, () -> fresh, notices::add);
    }

    private static SentFrame frame(int device, long seq) {
        return new SentFrame(device, PLAN.epoch(device), seq, 10, PLAN.startMicros() + 1_000L * seq);
    }
}

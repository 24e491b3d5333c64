package hub.simulator.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiveDeviceTest {

    private static final Plan PLAN = new Plan(7, 1, "dev-", 1_700_000_000_000_000L);
    private static final int COUNT = 6;
    private static final boolean DELTA = true;
    private static final boolean SNAPSHOT = false;

    private final LiveCounts counts = new LiveCounts();
    private final LiveDevice device = new LiveDevice(0, PLAN, 3, PLAN.startMicros(), counts);

    @Test
    void whatComesAsItWasSentIsCompared() {
        send(1, 2);
        come(DELTA, 1, 0, 1, 2, 3, 4, 5);
        come(DELTA, 2, 0, 1, 2, 3, 4, 5);

        assertThat(device.isComplete()).isTrue();
        device.finish();
        assertThat(counts.now().compared()).isEqualTo(2 * COUNT);
        assertThat(counts.now().isClean()).isTrue();
    }

    @Test
    void aFrameThatIsPassedOverIsASilentGap() {
        send(1, 2);
        come(DELTA, 1, 0, 1);
        come(DELTA, 2, 0, 1, 2, 3, 4, 5);

        device.finish();
        assertThat(counts.now().silentlyMissing()).isEqualTo(4);
        assertThat(counts.now().isClean()).isFalse();
        assertThat(counts.now().examples()).singleElement().asString().contains("frame 1 did not come");
    }

    @Test
    void whatHasNotComeAtTheEndIsASilentGapIfItWasAcknowledged() {
        send(1, 2);
        device.settled(frame(1), false);

        assertThat(device.isComplete()).isFalse();
        device.finish();
        assertThat(counts.now().silentlyMissing()).isEqualTo(COUNT);
    }

    @Test
    void aGapThatTheHubToldOfIsCountedApart() {
        send(1, 2);
        device.settled(frame(1), false);
        device.toldGapBefore(frame(2).baseMicros());
        come(DELTA, 2, 0, 1, 2, 3, 4, 5);

        device.finish();
        assertThat(counts.now().missingAsTold()).isEqualTo(COUNT);
        assertThat(counts.now().silentlyMissing()).isZero();
        assertThat(counts.now().isClean()).isTrue();
    }

    @Test
    void aSnapshotComesSeriesBySeriesAndMayRepeat() {
        send(1, 2);
        come(DELTA, 1, 0, 1);
        for (int metric = 0; metric < 4; metric++) {
            for (int frame = 1; frame <= 2; frame++) {
                for (int i = metric; i < COUNT; i += 4) {
                    come(SNAPSHOT, frame, i);
                }
            }
        }
        come(DELTA, 2, 0, 1, 2, 3, 4, 5);

        device.finish();
        assertThat(counts.now().compared()).isEqualTo(2 * COUNT);
        assertThat(counts.now().isClean()).isTrue();
    }

    @Test
    void aDeltaBehindALaterOneIsReordered() {
        send(1);
        come(DELTA, 1, 0, 2, 1, 3, 4, 5);

        device.finish();
        assertThat(counts.now().reordered()).isEqualTo(1);
    }

    @Test
    void anotherValueIsWrong() {
        send(1);
        device.came(0, frame(1).baseMicros(), -1, DELTA);

        device.finish();
        assertThat(counts.now().wrong()).isEqualTo(1);
    }

    @Test
    void whatNobodySentIsFound() {
        send(1);
        device.came(0, frame(1).baseMicros() - 1, 1, DELTA);
        device.came(3, frame(1).lastMicros(), 1, DELTA);
        device.came(-1, frame(1).baseMicros(), 1, DELTA);

        device.finish();
        assertThat(counts.now().unsent()).isEqualTo(3);
    }

    @Test
    void whatWasRefusedIsNotWaitedFor() {
        send(1, 2);
        device.settled(frame(1), true);
        come(DELTA, 2, 0, 1, 2, 3, 4, 5);

        device.finish();
        assertThat(counts.now().isClean()).isTrue();
    }

    @Test
    void theDeviceWaitsWhenTooMuchHasNotCome() {
        send(1, 2, 3);
        assertThat(device.hasRoom()).isFalse();
        come(DELTA, 1, 0, 1, 2, 3, 4, 5);
        assertThat(device.hasRoom()).isTrue();
    }

    private void send(int... seqs) {
        for (int seq : seqs) {
            device.sent(frame(seq));
        }
    }

    private void come(boolean delta, int seq, int... indexes) {
        for (int i : indexes) {
            device.came(
                    ReadingPattern.metric(i),
                    ReadingPattern.timeMicros(frame(seq).baseMicros(), i),
                    ReadingPattern.value(PLAN.seed(), frame(seq), i),
                    delta);
        }
    }

    private static SentFrame frame(long seq) {
        return new SentFrame(0, PLAN.epoch(0), seq, COUNT, PLAN.startMicros() + 1_000L * seq);
    }
}

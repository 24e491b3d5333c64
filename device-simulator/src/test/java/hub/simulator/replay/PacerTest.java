package hub.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PacerTest {

    private long now = 1_000;

    @Test
    void recordedTimePassesAtTheSpeedThatIsAsked() throws Exception {
        Pacer pacer = new Pacer(60, () -> now, this::pass);

        assertThat(pacer.isStoppedBefore(5_000_000)).isFalse();
        assertThat(now).isEqualTo(1_000);
        pacer.isStoppedBefore(5_000_000 + 120_000_000);
        assertThat(now).isEqualTo(1_000 + 2_000_000_000L);
        now += 9_000_000_000L;
        pacer.isStoppedBefore(5_000_000 + 180_000_000);
        assertThat(now).isEqualTo(1_000 + 11_000_000_000L);
    }

    @Test
    void withoutASpeedItNeverWaits() throws Exception {
        Pacer pacer = new Pacer(Pacer.UNLIMITED, () -> now, this::pass);

        pacer.isStoppedBefore(0);
        pacer.isStoppedBefore(Long.MAX_VALUE / 2);

        assertThat(now).isEqualTo(1_000);
    }

    @Test
    void tellsOfTheEnd() throws Exception {
        assertThat(new Pacer(1, () -> now, nanos -> true).isStoppedBefore(0)).isTrue();
    }

    private boolean pass(long nanos) {
        now += nanos;
        return false;
    }
}

package hub.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PauseBudgetTest {

    private static final long LOOK_NANOS = 50_000_000;

    private final PauseBudget budget = new PauseBudget(0, 1_000);
    private long nanos;
    private long paused = 1_000;

    private boolean look(long seconds, long pausedMillis, boolean running) {
        nanos += seconds * 1_000_000_000;
        paused += pausedMillis;
        budget.look(nanos, paused, running);
        return budget.isSpent();
    }

    @Test
    void statementsWaitWhenTheyHaveHeldUpTheHubTooLong() {
        assertThat(look(0, 1_000, true)).isFalse();
        assertThat(look(0, 1, true)).isTrue();
    }

    @Test
    void threeHundredthsOfTheTimeAreTheirs() {
        assertThat(look(0, 1_300, true)).isTrue();
        assertThat(look(9, 0, true)).isTrue();
        assertThat(look(1, 0, true)).isFalse();
        assertThat(look(0, 1, true)).isTrue();
    }

    @Test
    void noMoreIsSavedUpThanAtTheBeginning() {
        assertThat(look(3_600, 0, false)).isFalse();
        assertThat(look(0, 1_001, true)).isTrue();
    }

    @Test
    void whatHoldsUpTheHubWithoutThemIsNotTheirs() {
        assertThat(look(0, 10_000, false)).isFalse();
        assertThat(look(0, 1_000, true)).isFalse();
        assertThat(look(0, 1, true)).isTrue();
    }

    @Test
    void evenWithNothingLeftTheyGetOnALittle() {
        int turns = 0;
        for (int i = 0; i < 200; i++) {
            nanos += LOOK_NANOS;
            turns += look(0, 400, true) ? 0 : 1;
        }
        // Two looks of 400 ms before it was spent, and a turn in twenty.
        assertThat(turns).isBetween(11, 13);
    }
}

package hub.simulator.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

    @Test
    void doublesUpToTheCap() {
        assertThat(BACKOFF.ceiling(0)).isEqualTo(Duration.ofMillis(500).toNanos());
        assertThat(BACKOFF.ceiling(1)).isEqualTo(Duration.ofSeconds(1).toNanos());
        assertThat(BACKOFF.ceiling(5)).isEqualTo(Duration.ofSeconds(16).toNanos());
        assertThat(BACKOFF.ceiling(6)).isEqualTo(Duration.ofSeconds(30).toNanos());
        assertThat(BACKOFF.ceiling(1_000_000)).isEqualTo(Duration.ofSeconds(30).toNanos());
    }

    @Test
    void usesTheWholeRangeFromNothingToTheCeiling() {
        SplittableRandom random = new SplittableRandom(1);
        int[] tenths = new int[10];
        for (int i = 0; i < 10_000; i++) {
            long wait = BACKOFF.nanos(3, random);
            assertThat(wait).isBetween(0L, BACKOFF.ceiling(3));
            tenths[(int) Math.min(9, wait * 10 / BACKOFF.ceiling(3))]++;
        }
        assertThat(Arrays.stream(tenths)).allMatch(count -> count > 800 && count < 1_200);
    }

    @Test
    void refusesARangeThatIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)));
    }
}

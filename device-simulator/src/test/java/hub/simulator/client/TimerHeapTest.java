package hub.simulator.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TimerHeapTest {

    private final TimerHeap heap = new TimerHeap();
    private final List<Long> fired = new ArrayList<>();

    @Test
    void firesInOrderWhateverWasMovedOrCancelled() {
        SplittableRandom random = new SplittableRandom(7);
        List<Timer> timers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Timer[] self = new Timer[1];
            self[0] = heap.newTimer(() -> fired.add(self[0].dueNanos()));
            timers.add(self[0]);
        }
        List<Long> expected = new ArrayList<>();
        timers.forEach(timer -> timer.set(random.nextLong(1_000)));
        timers.forEach(timer -> timer.set(random.nextLong(1_000)));
        timers.subList(0, 100).forEach(Timer::cancel);
        timers.subList(100, 500).forEach(timer -> expected.add(timer.dueNanos()));

        heap.fire(1_000);

        assertThat(fired).isSorted().containsExactlyInAnyOrderElementsOf(expected);
        assertThat(heap.nanosToNext(1_000)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void firesWhatIsDueAndTellsHowLongTheRestHas() {
        heap.newTimer(() -> fired.add(10L)).set(10);
        heap.newTimer(() -> fired.add(20L)).set(20);

        heap.fire(15);

        assertThat(fired).containsExactly(10L);
        assertThat(heap.nanosToNext(15)).isEqualTo(5);
    }

    @Test
    void aTimerThatIsAlwaysLateDoesNotKeepTheRoundGoing() {
        Timer[] self = new Timer[1];
        self[0] = heap.newTimer(() -> {
            fired.add(0L);
            self[0].set(0);
        });
        self[0].set(0);

        heap.fire(100);

        assertThat(fired).hasSize(1);
        assertThat(self[0].isSet()).isTrue();
    }

    @Test
    void aNanoClockMayOverflow() {
        heap.newTimer(() -> fired.add(2L)).set(Long.MIN_VALUE + 5);
        heap.newTimer(() -> fired.add(1L)).set(Long.MAX_VALUE - 5);

        heap.fire(Long.MAX_VALUE);
        heap.fire(Long.MIN_VALUE + 10);

        assertThat(fired).containsExactly(1L, 2L);
    }
}

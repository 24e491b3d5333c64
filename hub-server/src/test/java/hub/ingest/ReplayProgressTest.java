package hub.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReplayProgressTest {

    private final AtomicLong nanos = new AtomicLong(7);
    private final ReplayProgress progress = new ReplayProgress(1_000, 3_000, nanos::get);

    private void pass(int millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Test
    void tellsEveryTwoSecondsHowManyPercentAreDone() {
        progress.read(1_500, 2, 20);
        pass(1_999);
        assertThat(progress.due()).isEmpty();
        pass(1);
        assertThat(progress.due()).hasValue("replaying the journal: 25 %, 20 readings so far");
        assertThat(progress.due()).isEmpty();
        progress.read(3_000, 1, 5);
        pass(2_000);
        assertThat(progress.due()).hasValue("replaying the journal: 100 %, 25 readings so far");
        assertThat(progress.done()).isEqualTo("journal replayed: 3 records with 25 readings in 4000 ms");
    }

    @Test
    void anEmptyJournalIsAllDone() {
        ReplayProgress empty = new ReplayProgress(5, 5, nanos::get);
        pass(2_000);
        assertThat(empty.due()).hasValueSatisfying(text -> assertThat(text).contains("100 %"));
    }
}

package hub.testing;

import hub.time.Clocks;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** The machine's clocks, which a test may put forward, or stop the wall clock of. */
public final class TestClocks {

    private final AtomicLong ahead = new AtomicLong();
    private volatile Instant stoppedAt = Instant.MAX;

    /** As the hub sees them. */
    public Clocks clocks() {
        return new Clocks(
                () -> stoppedAt.equals(Instant.MAX) ? Instant.now().plusNanos(ahead.get()) : stoppedAt,
                () -> System.nanoTime() + ahead.get());
    }

    /** Both clocks jump ahead. */
    public void advance(Duration by) {
        ahead.addAndGet(by.toNanos());
    }

    /** The wall clock stands still from now on. */
    public void stopWallAt(Instant moment) {
        stoppedAt = moment;
    }
}

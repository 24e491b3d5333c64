package hub.store.h2;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Which questions are under way, and which payloads they may still read although their chunks are gone.
 *
 * <p>A payload may be deleted once every question that began before its chunk went has ended, or is older than
 * {@link #MAX_AGE}: whoever reads slowly for ever must not keep the file growing. Confined to the store's lock.
 */
final class Pins {

    /** Until then a question reads what it saw when it began, whatever is merged or expires. */
    static final Duration MAX_AGE = Duration.ofHours(1);

    private static final int USUAL_BYTES = 40_000;

    private final LongSupplier nanos;
    private final Set<Pin> open = new HashSet<>();
    private final Deque<Gone> gone = new ArrayDeque<>();
    private long epoch;

    Pins(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** A question under way. */
    static final class Pin {
        private final long epoch;
        private final long sinceNanos;

        private Pin(long epoch, long sinceNanos) {
            this.epoch = epoch;
            this.sinceNanos = sinceNanos;
        }
    }

    private record Gone(long epoch, long id, int bytes) {}

    /**
     * Payloads that nobody can read any more.
     *
     * @param more whether there are others
     */
    record Deletable(List<Long> ids, boolean more) {}

    Pin pin() {
        Pin pin = new Pin(epoch, nanos.getAsLong());
        open.add(pin);
        return pin;
    }

    void unpin(Pin pin) {
        open.remove(pin);
    }

    /** From now on new questions do not see these chunks. */
    void gone(Collection<ChunkRef> chunks) {
        epoch++;
        chunks.forEach(chunk -> gone.add(new Gone(epoch, chunk.id(), 100 + 3 * chunk.readings())));
    }

    /** Payloads that an earlier life has left, of unknown size. */
    void left(Collection<Long> ids) {
        ids.forEach(id -> gone.add(new Gone(epoch, id, USUAL_BYTES)));
    }

    /** How many payloads wait for questions to end. */
    int waiting() {
        return gone.size();
    }

    /** Some payloads that nobody can read any more, of about so many bytes at most, but one at least. */
    Deletable deletable(long maxBytes) {
        long now = nanos.getAsLong();
        long oldest = Long.MAX_VALUE;
        for (Pin pin : open) {
            if (now - pin.sinceNanos <= MAX_AGE.toNanos()) {
                oldest = Math.min(oldest, pin.epoch);
            }
        }
        List<Long> ids = new ArrayList<>();
        long bytes = 0;
        for (Gone next : gone) {
            bytes += next.bytes();
            if (next.epoch() > oldest) {
                break;
            }
            if (bytes > maxBytes && !ids.isEmpty()) {
                return new Deletable(ids, true);
            }
            ids.add(next.id());
        }
        return new Deletable(ids, false);
    }

    /** The first so many are deleted. */
    void deleted(int count) {
        for (int i = 0; i < count; i++) {
            gone.remove();
        }
    }
}

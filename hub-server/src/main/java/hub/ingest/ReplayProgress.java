package hub.ingest;

import hub.time.NanoClock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** How far a replay of the journal is, in words. On one thread. */
final class ReplayProgress {

    /** How often there is something to say. */
    static final Duration EVERY = Duration.ofSeconds(2);

    private final long from;
    private final long end;
    private final NanoClock clock;
    private final long began;
    private long said;
    private long position;
    private long records;
    private long readings;

    /**
     * @param from the position at which the replay begins
     * @param end the position at which it ends
     */
    ReplayProgress(long from, long end, NanoClock clock) {
        this.from = from;
        this.end = end;
        this.clock = clock;
        this.began = clock.nanos();
        this.said = began;
        this.position = from;
    }

    /** So much more was read, up to a position. */
    void read(long upTo, long moreRecords, long moreReadings) {
        position = upTo;
        records += moreRecords;
        readings += moreReadings;
    }

    /** What there is to say, if it is time to. */
    Optional<String> due() {
        long now = clock.nanos();
        if (now - said < EVERY.toNanos()) {
            return Optional.empty();
        }
        said = now;
        return Optional.of(
                String.format(Locale.ROOT, "replaying the journal: %d %%, %d readings so far", percent(), readings));
    }

    private long percent() {
        return end == from ? 100 : 100 * (position - from) / (end - from);
    }

    /** What there is to say at the end. */
    String done() {
        return String.format(
                Locale.ROOT,
                "journal replayed: %d records with %d readings in %d ms",
                records,
                readings,
                (clock.nanos() - began) / 1_000_000);
    }
}

package hub.query;

import hub.protocol.Timestamps;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * Buckets by the clocks of a time zone.
 *
 * <p>Between two changes of its clocks a zone has one offset, and buckets begin where the clock shows a boundary of the
 * step. Where clocks jump over a boundary, the bucket begins with the jump. Where they go back and show a boundary again,
 * a bucket begins again only if it fits into the time that they go through twice: 25 buckets of an hour on that day, but
 * one of a day, also where clocks go back at midnight.
 */
final class CalendarBuckets implements Buckets {

    /** Readings of the years 1 to 9999 are within; beyond, time is one bucket. */
    private static final long FIRST = -100_000L * 366 * 86_400 * 1_000_000;

    private static final long LAST = -FIRST;

    private final CalendarStep step;
    private final ZoneRules rules;
    private volatile Regime latest;

    private CalendarBuckets(CalendarStep step, ZoneRules rules) {
        this.step = step;
        this.rules = rules;
        this.latest = regime(0);
    }

    static Buckets of(CalendarStep step, ZoneRules rules) {
        if (rules.isFixedOffset() && step.months() == 0) {
            long offset = micros(rules.getOffset(Instant.EPOCH));
            return new FixedBuckets(step.micros(), step.origin() - offset);
        }
        return new CalendarBuckets(step, rules);
    }

    @Override
    public long start(long timeMicros) {
        if (timeMicros < FIRST) {
            return Long.MIN_VALUE;
        }
        if (timeMicros >= LAST) {
            return LAST;
        }
        long start = begun(timeMicros);
        return start < FIRST ? FIRST : start;
    }

    @Override
    public long end(long timeMicros) {
        if (timeMicros < FIRST) {
            return FIRST;
        }
        if (timeMicros >= LAST) {
            return Long.MAX_VALUE;
        }
        return Math.min(LAST, next(timeMicros));
    }

    /** The last boundary at or before a moment. */
    private long begun(long timeMicros) {
        Regime regime = at(timeMicros);
        long boundary = step.boundary(step.index(timeMicros + regime.offset));
        while (true) {
            if (!regime.repeats(boundary, step) && boundary - regime.offset >= regime.from) {
                return boundary - regime.offset;
            }
            if (boundary < regime.localFrom && boundary >= regime.localBefore) {
                return regime.from; // Clocks jumped over it.
            }
            Regime before = at(regime.from - 1);
            boundary = step.boundary(step.index(before.to - 1 + before.offset));
            regime = before;
        }
    }

    /** The first boundary behind a moment. */
    private long next(long timeMicros) {
        Regime regime = at(timeMicros);
        long local = timeMicros + regime.offset;
        while (true) {
            long boundary = step.boundary(step.index(local) + 1);
            if (regime.repeats(boundary, step)) {
                boundary = step.boundary(step.index(regime.localBefore - 1) + 1);
            }
            if (boundary - regime.offset < regime.to) {
                return boundary - regime.offset;
            }
            Regime after = at(regime.to);
            if (after.localFrom >= after.localBefore && boundary <= after.localFrom) {
                return after.from;
            }
            local = after.localFrom - 1;
            regime = after;
        }
    }

    private Regime at(long timeMicros) {
        Regime known = latest;
        if (timeMicros >= known.from && timeMicros < known.to) {
            return known;
        }
        Regime found = regime(timeMicros);
        latest = found;
        return found;
    }

    private Regime regime(long timeMicros) {
        Instant instant = Timestamps.instant(timeMicros);
        ZoneOffsetTransition before = rules.previousTransition(instant.plusNanos(1));
        ZoneOffsetTransition after = rules.nextTransition(instant);
        return new Regime(rules.getOffset(instant), before, after);
    }

    private static long micros(ZoneOffset offset) {
        return offset.getTotalSeconds() * 1_000_000L;
    }

    /** The time between two changes of the clocks. */
    private static final class Regime {

        final long offset;
        final long from;
        final long to;
        /** What clocks would have shown at its start, had they not changed; what they did show. */
        final long localBefore;

        final long localFrom;

        Regime(ZoneOffset offset, @Nullable ZoneOffsetTransition before, @Nullable ZoneOffsetTransition after) {
            this.offset = micros(offset);
            this.from = before == null ? Long.MIN_VALUE / 2 : before.toEpochSecond() * 1_000_000L;
            this.to = after == null ? Long.MAX_VALUE / 2 : after.toEpochSecond() * 1_000_000L;
            this.localFrom = from + this.offset;
            this.localBefore = before == null ? localFrom : from + micros(before.getOffsetBefore());
        }

        /** Whether a boundary on the wall is one that clocks have shown before, in a bucket that goes on. */
        boolean repeats(long boundary, CalendarStep step) {
            return boundary >= localFrom && boundary < localBefore && !step.fitsInto(localBefore - localFrom);
        }
    }
}

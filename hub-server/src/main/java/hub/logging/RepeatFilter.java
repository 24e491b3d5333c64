package hub.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Lets so many lines of one kind through in a minute and counts the others: a thousand devices with the same trouble must
 * not fill the disk. Lines are of one kind if they come from one statement: same logger, same text before values are put in.
 * How many were left out is said when the minute is over, with the next line of any kind.
 */
final class RepeatFilter extends TurboFilter {

    static final int LINES = 20;
    static final Duration WINDOW = Duration.ofMinutes(1);

    /** Kinds that are told apart; text that others put together may be of any number. */
    private static final int MOST_KINDS = 500;

    private final LongSupplier nanoClock;
    private final Map<String, Kind> kinds = new HashMap<>();
    private long nextLook;

    /** Lines of one kind in a minute that began at some moment. */
    private static final class Kind {

        private final Logger logger;
        private final Level level;
        private final String text;
        private final long since;
        private long count;

        Kind(Logger logger, Level level, String text, long since) {
            this.logger = logger;
            this.level = level;
            this.text = text;
            this.since = since;
        }

        long leftOut() {
            return Math.max(0, count - LINES);
        }
    }

    /** @param nanoClock monotonic, in nanoseconds */
    RepeatFilter(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.nextLook = nanoClock.getAsLong();
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] arguments,
            @Nullable Throwable cause) {
        if (format == null || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
            return FilterReply.NEUTRAL;
        }
        List<Kind> over = new ArrayList<>();
        boolean through = count(logger, level, format, over);
        for (Kind kind : over) {
            // By now a kind of its own, so this ends.
            kind.logger.log(
                    null,
                    RepeatFilter.class.getName(),
                    Level.toLocationAwareLoggerInteger(kind.level),
                    "left out " + kind.leftOut() + " lines within a minute like: " + kind.text,
                    null,
                    null);
        }
        return through ? FilterReply.NEUTRAL : FilterReply.DENY;
    }

    private synchronized boolean count(Logger logger, Level level, String format, List<Kind> over) {
        long now = nanoClock.getAsLong();
        if (now - nextLook >= 0) {
            takeOver(now, over);
        }
        String key = kinds.size() < MOST_KINDS ? logger.getName() + " " + format : logger.getName();
        Kind kind = kinds.computeIfAbsent(key, unknown -> new Kind(logger, level, format, now));
        return ++kind.count <= LINES;
    }

    /** Takes out the kinds whose minute is over, and notes those of which lines were left out. */
    private void takeOver(long now, List<Kind> over) {
        nextLook = now + WINDOW.toNanos() / 10;
        for (Iterator<Kind> all = kinds.values().iterator(); all.hasNext(); ) {
            Kind kind = all.next();
            if (now - kind.since >= WINDOW.toNanos()) {
                all.remove();
                if (kind.leftOut() > 0) {
                    over.add(kind);
                }
            }
        }
    }
}

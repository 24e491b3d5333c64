package hub.simulator.report;

import hub.simulator.report.Tally.Counts;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/** Follows a run: a live line now and then and a summary at the end. For one thread. */
public final class Progress {

    private static final long TERMINAL_NANOS = 1_000_000_000L;
    private static final long PLAIN_NANOS = 10_000_000_000L;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int DIGITS = 2;

    /** How the live line is shown. */
    public enum Style {
        /** Rewritten in place once a second. */
        TERMINAL,
        /** A line of its own every ten seconds. */
        PLAIN,
        /** Not at all. */
        NONE;

        /** How long it is from one look to the next. */
        public long everyNanos() {
            return this == TERMINAL ? TERMINAL_NANOS : PLAIN_NANOS;
        }
    }

    private final Tally tally;
    private final Notices notices;
    private final Screen screen;
    private final Style style;
    private final LongSupplier nanoClock;
    private final long startedNanos;
    private final Histogram whole = new Histogram(DIGITS);
    private final Histogram recent = new Histogram(DIGITS);
    private long shownNanos;
    private long shownAcknowledged;

    /** Begins to measure now. */
    public Progress(Tally tally, Notices notices, Screen screen, Style style, LongSupplier nanoClock) {
        this.tally = tally;
        this.notices = notices;
        this.screen = screen;
        this.style = style;
        this.nanoClock = nanoClock;
        this.startedNanos = nanoClock.getAsLong();
        this.shownNanos = startedNanos;
    }

    /** Shows the live line if its time has come. To be called several times a second. */
    public void tick() {
        long now = nanoClock.getAsLong();
        if (now - shownNanos < style.everyNanos()) {
            return;
        }
        collectLatencies();
        Counts counts = tally.counts();
        double perSecond = (counts.acknowledged() - shownAcknowledged) / ((now - shownNanos) / NANOS_PER_SECOND);
        shownNanos = now;
        shownAcknowledged = counts.acknowledged();
        notices.flush();
        if (style != Style.NONE) {
            screen.live(ProgressLine.of(counts, recent, perSecond));
        }
        recent.reset();
    }

    /** Prints the summary. */
    public void finish() {
        collectLatencies();
        notices.flush();
        screen.endLive();
        double seconds = (nanoClock.getAsLong() - startedNanos) / NANOS_PER_SECOND;
        screen.print(ProgressLine.summary(tally.counts(), whole, seconds));
    }

    /** The acknowledgement latencies of the whole run so far, in µs. */
    public Histogram latencies() {
        return whole.copy();
    }

    private void collectLatencies() {
        Histogram fresh = new Histogram(DIGITS);
        tally.drainLatencies(fresh);
        recent.add(fresh);
        whole.add(fresh);
    }
}

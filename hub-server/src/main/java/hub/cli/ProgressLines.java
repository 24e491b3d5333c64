package hub.cli;

import hub.store.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Writes how far something is, a line every few seconds. */
final class ProgressLines implements Progress {

    private static final long EVERY_NANOS = Duration.ofSeconds(2).toNanos();

    private final PrintWriter out;
    private final LongSupplier nanos;
    private long last;

    ProgressLines(PrintWriter out) {
        this(out, System::nanoTime);
    }

    /** The first line comes when it has taken a while. */
    ProgressLines(PrintWriter out, LongSupplier nanos) {
        this.out = out;
        this.nanos = nanos;
        this.last = nanos.getAsLong();
    }

    @Override
    public void at(String what, long done, long total) {
        long now = nanos.getAsLong();
        if (now - last >= EVERY_NANOS) {
            last = now;
            long percent = total <= 0 ? 0 : Math.min(100, Math.round(100.0 * done / total));
            out.println(String.format(Locale.ROOT, "%s: %d %% (%,d of %,d)", what, percent, done, total));
            out.flush();
        }
    }
}

package hub.cli;

import hub.history.Export;
import hub.protocol.Timestamps;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Writes how far an export is, a line every two seconds. */
final class ExportLines implements Export.RowListener {

    private static final long EVERY_NANOS = Duration.ofSeconds(2).toNanos();

    /** So many rows go by between two looks at the clock. */
    private static final long ROWS_PER_LOOK = 1_024;

    private final PrintWriter out;
    private final LongSupplier nanos;
    private final long began;
    private long said;

    ExportLines(PrintWriter out) {
        this(out, System::nanoTime);
    }

    ExportLines(PrintWriter out, LongSupplier nanos) {
        this.out = out;
        this.nanos = nanos;
        this.began = nanos.getAsLong();
        this.said = began;
    }

    @Override
    public void row(long rows, long timeMicros) {
        if (rows % ROWS_PER_LOOK != 0) {
            return;
        }
        long now = nanos.getAsLong();
        if (now - said >= EVERY_NANOS) {
            said = now;
            out.println(String.format(
                    Locale.ROOT,
                    "%,d rows, up to %s, %,.0f a second",
                    rows,
                    Timestamps.instant(timeMicros).truncatedTo(ChronoUnit.SECONDS),
                    rows / ((now - began) / 1e9)));
            out.flush();
        }
    }
}

package hub.cli;

import hub.importing.ImportProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Writes how far an import is, a line with a bar every second. */
final class ImportLines implements ImportProgress {

    private static final long EVERY_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int WIDTH = 30;

    private final PrintWriter out;
    private final LongSupplier nanos;
    private final long began;
    private long said;
    private long before;
    private long doneBefore = -1;

    ImportLines(PrintWriter out) {
        this(out, System::nanoTime);
    }

    ImportLines(PrintWriter out, LongSupplier nanos) {
        this.out = out;
        this.nanos = nanos;
        this.began = nanos.getAsLong();
        this.said = began;
    }

    @Override
    public void resumed(long readings) {
        before = readings;
        out.println(String.format(
                Locale.ROOT, "going on where the last import was interrupted: %,d readings are stored", readings));
        out.flush();
    }

    @Override
    public void at(long readings, long done, long total) {
        long now = nanos.getAsLong();
        if (doneBefore < 0) {
            doneBefore = before == 0 ? 0 : done;
        }
        if (now - said < EVERY_NANOS) {
            return;
        }
        said = now;
        double seconds = (now - began) / 1e9;
        String rate =
                String.format(Locale.ROOT, "%,d readings, %,.0f a second", readings, (readings - before) / seconds);
        out.println(total == 0 ? rate : bar(done, total) + rate + left(seconds, done, total));
        out.flush();
    }

    private static String bar(long done, long total) {
        int full = (int) Math.min(WIDTH, WIDTH * done / total);
        return String.format(
                Locale.ROOT,
                "[%s%s] %3d %%  ",
                "=".repeat(full),
                " ".repeat(WIDTH - full),
                Math.min(100, 100 * done / total));
    }

    private String left(double seconds, long done, long total) {
        long fresh = done - doneBefore;
        return fresh <= 0
                ? ""
                : String.format(Locale.ROOT, ", %.0f s left", Math.max(0, seconds * (total - done) / fresh));
    }
}

package hub.benchmark.report;

import java.io.PrintStream;
import java.util.Locale;

/** Tells on stderr how far something long has come, every two seconds at most. */
public final class Progress {

    private static final long EVERY_NANOS = 2_000_000_000L;

    private final PrintStream out;
    private final String what;
    private final long total;
    private final long start = System.nanoTime();
    private long told = start;
    private long done;

    private Progress(PrintStream out, String what, long total) {
        this.out = out;
        this.what = what;
        this.total = total;
    }

    /**
     * Progress of something.
     *
     * @param total of which unit ever
     */
    public static Progress of(String what, long total) {
        return new Progress(System.err, what, total);
    }

    /** Says what is being done. */
    public static void say(String what) {
        System.err.println(what);
    }

    /** Says that more is done. */
    public void add(long more) {
        done += more;
        long now = System.nanoTime();
        if (now - told >= EVERY_NANOS) {
            told = now;
            out.println(line(now));
        }
    }

    /** Says that all is done. */
    public void end() {
        out.println(line(System.nanoTime()));
    }

    private String line(long now) {
        double seconds = (now - start) / 1e9;
        return String.format(
                Locale.ROOT, "%s: %,d of %,d in %.1f s (%,.0f/s)", what, done, total, seconds, done / seconds);
    }
}

package hub.simulator.report;

import java.io.PrintStream;

/** Standard output and error, where one line may be rewritten in place without others tearing it. Safe from any thread. */
public final class Screen {

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;
    private String live = "";

    /** @param terminal whether the output can rewrite a line */
    public Screen(PrintStream out, PrintStream err, boolean terminal) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    /** A line for standard output. */
    public synchronized void print(String line) {
        erase();
        out.println(line);
        redraw();
    }

    /** A line for standard error. */
    public synchronized void warn(String line) {
        erase();
        err.println(line);
        redraw();
    }

    /** The line that is rewritten in place; where that is not possible, a line like any other. */
    public synchronized void live(String line) {
        if (terminal) {
            erase();
            live = line;
            redraw();
        } else {
            out.println(line);
        }
    }

    /** Leaves the last live line as it stands. */
    public synchronized void endLive() {
        if (!live.isEmpty()) {
            out.println();
            live = "";
        }
    }

    private void erase() {
        if (!live.isEmpty()) {
            out.print(CLEAR_LINE);
            out.flush();
        }
    }

    private void redraw() {
        if (!live.isEmpty()) {
            out.print(live);
            out.flush();
        }
    }
}

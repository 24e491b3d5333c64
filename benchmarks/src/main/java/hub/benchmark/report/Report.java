package hub.benchmark.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A document of sections, each written by the benchmark that it tells of: writing one again replaces it and leaves the
 * others.
 */
public final class Report {

    private static final String HEADING = "# Results\n\n"
            + "Written by `benchmarks/run WHAT --write`, each section by its benchmark with machine and date; not to be"
            + " edited by hand. What each benchmark does is in [README.md](README.md).\n";

    private final Path file;

    public Report(Path file) {
        this.file = file;
    }

    /** The text of one section. */
    public static String section(String title, String machine, String body) {
        return "## " + title + "\n\n" + machine + "\n\n" + body.strip() + "\n";
    }

    /**
     * Puts a section in its place, or at the end.
     *
     * @param id what the section is known by, such as {@code size}
     */
    public void put(String id, String section) throws IOException {
        String begin = "<!-- " + id + " -->\n";
        String end = "<!-- end of " + id + " -->\n";
        String old = Files.exists(file) ? Files.readString(file) : HEADING;
        int from = old.indexOf(begin);
        int to = old.indexOf(end);
        String text = begin + section + end;
        Files.writeString(
                file,
                from < 0 || to < from
                        ? old.stripTrailing() + "\n\n" + text
                        : old.substring(0, from) + text + old.substring(to + end.length()));
    }
}

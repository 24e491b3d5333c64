package hub.benchmark;

import hub.benchmark.report.Machine;
import hub.benchmark.report.Report;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** A benchmark: measures, prints its table and may put it into the document of results. */
abstract class BenchmarkCommand implements Callable<Integer> {

    @Mixin
    RunOptions options = new RunOptions();

    /** What it is called on the command line. */
    abstract String id();

    /** What its section is called. */
    abstract String title();

    /** Measures, and gives tables and text in Markdown. */
    abstract String measure() throws Exception;

    @Override
    public Integer call() throws Exception {
        Files.createDirectories(options.work);
        try {
            String machine = Machine.describe(options.work, InstantSource.system());
            String section = Report.section(title(), machine, measure());
            // Tables have characters that are not in every platform's own set.
            new PrintStream(System.out, true, StandardCharsets.UTF_8).println(section);
            if (options.write) {
                new Report(options.results).put(id(), section);
            }
            return ExitCode.OK;
        } catch (NoSuchFileException e) {
            return missing(e);
        }
    }

    private static int missing(NoSuchFileException e) throws IOException {
        if (e.getReason() == null) {
            throw e;
        }
        System.err.println(e.getFile() + ": " + e.getReason());
        return ExitCode.SOFTWARE;
    }
}

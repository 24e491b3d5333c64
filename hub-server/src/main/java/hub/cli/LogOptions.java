package hub.cli;

import hub.logging.Logging;
import picocli.CommandLine.Option;

/** What the log looks like. */
final class LogOptions {

    /** As logback calls them. */
    enum Level {
        TRACE,
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description =
                    "Lines of the log on standard error: text, or json (an object a line, Elastic Common Schema).")
    private Logging.Format format = Logging.Format.TEXT;

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            defaultValue = "info",
            description = "From which level on lines are written: trace, debug, info, warn or error.")
    private Level level = Level.INFO;

    /** From now on the log looks so. */
    void apply() {
        Logging.use(format, level.name());
    }
}

package hub.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * The log, set up without a file of XML, which would take longer to read than all the rest of it. Whoever names a file of
 * their own ({@code -Dlogback.configurationFile}) gets that instead.
 */
public final class Logging extends ContextAwareBase implements Configurator {

    /** How lines look. */
    public enum Format {
        TEXT,
        JSON
    }

    /** What others say is of interest from here on only. */
    private static final Map<String, Level> OTHERS = Map.of(
            "org.flywaydb", Level.WARN,
            "io.undertow", Level.WARN,
            "org.xnio", Level.WARN,
            "org.jboss.threads", Level.WARN);

    private static final String OWN_FILE = "logback.configurationFile";
    private static final String CONSOLE = "STDERR";

    /** For logback, which finds it as a service. */
    public Logging() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty(OWN_FILE) != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        OTHERS.forEach((name, level) -> context.getLogger(name).setLevel(level));
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
        RepeatFilter repeats = new RepeatFilter(System::nanoTime);
        repeats.setContext(context);
        context.addTurboFilter(repeats);
        print(context, Format.TEXT);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** From now on lines look so, from a level on: {@code trace}, {@code debug}, {@code info}, {@code warn}, {@code error}. */
    public static void use(Format format, String level) {
        if (System.getProperty(OWN_FILE) == null
                && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            print(context, format);
            context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.toLevel(level, Level.INFO));
        }
    }

    private static void print(LoggerContext context, Format format) {
        Encoder<ILoggingEvent> encoder = format == Format.JSON ? new JsonLines() : new TextLines();
        encoder.setContext(context);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setName(CONSOLE);
        console.setTarget(ConsoleTarget.SystemErr.getName());
        console.setEncoder(encoder);
        console.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAppender(CONSOLE);
        root.addAppender(console);
    }
}

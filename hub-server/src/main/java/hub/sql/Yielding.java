package hub.sql;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that leave the processor to all others. Java's own priorities do nothing on Linux unless the runtime is started
 * with options, so {@code renice} is asked, which Linux lets anybody do for threads of their own. Where there is none they
 * are threads like any other.
 */
final class Yielding {

    private static final Logger log = LoggerFactory.getLogger(Yielding.class);

    /** Names the calling thread, as process/task/thread. */
    private static final Path SELF = Path.of("/proc/thread-self");

    /**
     * A tenth of a usual thread's share: see sched(7). Less, and whoever waits for a lock of theirs would wait too long. The
     * hub's tests, which fill the machine by themselves, have 0.
     */
    private static final String NICENESS = System.getProperty("hub.sql.niceness", "10");

    private Yielding() {}

    /** From now on the calling thread is one. */
    static void begin() {
        if (NICENESS.equals("0")) {
            return;
        }
        try {
            String thread = Files.readSymbolicLink(SELF).getFileName().toString();
            Process renice = new ProcessBuilder("renice", "-n", NICENESS, "-p", thread)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            renice.getOutputStream().close();
            int code = renice.waitFor();
            log.debug("renice of {} to {}: {}", Thread.currentThread().getName(), NICENESS, code);
        } catch (IOException | UnsupportedOperationException e) {
            log.debug("{} cannot be told to yield", Thread.currentThread().getName(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package hub.sql;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a process for statements is started: by the Java that runs the hub, with the hub's own classes. */
final class WorkerCommand {

    private static final Logger log = LoggerFactory.getLogger(WorkerCommand.class);

    /**
     * A tenth of a usual process' share: see sched(7). It is taken over at the start, since on Linux it is each thread's own
     * and there are many.
     */
    private static final List<String> YIELDING = List.of("nice", "-n", "10");

    /** What of the hub's environment it sees: how files' names are written. No secrets. */
    private static final List<String> KEPT = List.of("LANG", "LC_ALL", "LC_CTYPE");

    private WorkerCommand() {}

    /**
     * Starts one.
     *
     * @param hub the process that it ends with
     * @throws IOException if there is no such program, or the system has no room for it
     */
    static Process start(int memoryMib, long hub) throws IOException {
        List<String> java = java(memoryMib, hub);
        List<String> yielding = new ArrayList<>(YIELDING);
        yielding.addAll(java);
        try {
            return start(yielding);
        } catch (IOException e) {
            log.warn("statements go on without nice, which cannot be started", e);
            return start(java);
        }
    }

    private static Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(KEPT);
        return builder.start();
    }

    private static List<String> java(int memoryMib, long hub) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + memoryMib + "m",
                "-XX:+UseSerialGC", // The least memory and threads; nobody minds its pauses.
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+DisplayVMOutputToStderr", // Standard output is a pipe of the hub's.
                "-XX:-UsePerfData", // No file.
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                WorkerMain.class.getName(),
                Long.toString(hub));
    }
}

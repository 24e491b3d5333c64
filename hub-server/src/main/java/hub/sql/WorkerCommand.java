package hub.sql;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a process for statements is started: by the Java that runs the hub, with the hub's own classes.
 *
 * @param java the program
 * @param memoryMib what a statement may hold there, in MiB
 */
record WorkerCommand(Path java, int memoryMib) {

    /** What of the hub's environment it sees: how files' names are written. No secrets. */
    private static final List<String> KEPT = List.of("LANG", "LC_ALL", "LC_CTYPE");

    /** With the Java that runs this. */
    WorkerCommand(int memoryMib) {
        this(Path.of(System.getProperty("java.home"), "bin", "java"), memoryMib);
    }

    /**
     * Starts one. On Linux it leaves the processor to others if the thread that starts it does ({@link Yielding}).
     *
     * @param hub the process that it ends with
     * @throws IOException if there is no such program, or the system has no room for it
     */
    Process start(long hub) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                java.toString(),
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
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(KEPT);
        return builder.start();
    }
}

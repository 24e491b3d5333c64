package hub.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program under test, its output in files. */
final class ChildProcess implements AutoCloseable {

    private final String name;
    private final Process process;
    private final Path out;
    private final Path err;

    private ChildProcess(String name, Process process, Path out, Path err) {
        this.name = name;
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts a jar; its output goes to files in the directory of logs. */
    static ChildProcess start(String name, Path logs, Path jar, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Most live for seconds, of which the second compiler would take one.
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar.toString()));
        command.addAll(arguments);
        return run(name, logs, Project.root(), command);
    }

    /** Starts a jar from a shell that has set a limit before. */
    static ChildProcess startLimited(String name, Path logs, Path jar, List<String> arguments, String limit) {
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "-c",
                limit + " && exec \"$@\"",
                "limited",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Java raises the soft limit to the hard one by itself.
                "-XX:-MaxFDLimit",
                "-jar",
                jar.toString()));
        command.addAll(arguments);
        return run(name, logs, Project.root(), command);
    }

    /** Starts any program in a working directory; its output goes to files in the directory of logs. */
    static ChildProcess run(String name, Path logs, Path workingDirectory, List<String> command) {
        try {
            Files.createDirectories(logs);
            Path out = Files.createTempFile(logs, name, ".out");
            Path err = Files.createTempFile(logs, name, ".err");
            Process process = new ProcessBuilder(command)
                    .directory(workingDirectory.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            return new ChildProcess(name, process, out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as a power cut would: SIGKILL, no chance to do anything. */
    void kill() {
        process.destroyForcibly();
        awaitExit(30);
    }

    /** Asks it to end, as an operator would: SIGTERM. */
    void terminate() {
        process.destroy();
        awaitExit(30);
    }

    /** Waits for its end and gives its exit code. */
    int awaitExit(int seconds) {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(name + " has not ended within " + seconds + " s\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String stdout() {
        return read(out);
    }

    String stderr() {
        return read(err);
    }

    /** Sends it a signal, such as HUP. */
    void signal(String name) {
        Path logs = out.resolveSibling("signals");
        try (ChildProcess kill = run("kill", logs, logs, List.of("kill", "-" + name, "" + process.pid()))) {
            if (kill.awaitExit(10) != 0) {
                throw new AssertionError(kill.output());
            }
        }
    }

    /** All that it printed, for messages. */
    String output() {
        return name + " printed:\n" + read(out) + "\n" + read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

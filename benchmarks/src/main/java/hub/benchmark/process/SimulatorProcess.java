package hub.benchmark.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The device simulator as a process. */
public final class SimulatorProcess implements AutoCloseable {

    private static final String SUMMARY = "done: ";

    private final Process process;
    private final BufferedReader out;

    private SimulatorProcess(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts {@code java -jar JAR ARGUMENTS}.
     *
     * @param log takes what it warns of, behind what is there
     * @param before words that the command begins with, such as {@code ip netns exec NAME}
     * @throws NoSuchFileException if there is no such jar
     */
    public static SimulatorProcess start(Path jar, Path log, List<String> before, String... arguments)
            throws IOException {
        if (!Files.isRegularFile(jar)) {
            throw new NoSuchFileException(
                    jar.toString(), null, "the simulator is not built; name its jar with --simulator-jar");
        }
        List<String> command = new ArrayList<>(before);
        command.addAll(Jvm.command("-Xmx1g"));
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        return new SimulatorProcess(builder.start());
    }

    /** Waits for its end. What it says at last: numbers by name. */
    public Summary summary() throws IOException {
        String last = "";
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(SUMMARY)) {
                last = line;
            }
        }
        return new Summary(last);
    }

    /** Asks it to end in order, as Ctrl-C does; {@link #summary} then comes soon. */
    public void stop() throws IOException {
        signal("TERM");
    }

    /** Freezes it, as a device that hangs: the kernel keeps its connections. */
    public void freeze() throws IOException {
        signal("STOP");
    }

    private void signal(String name) throws IOException {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
        try {
            if (kill.waitFor() != 0) {
                throw new IOException("kill -" + name + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Kills it. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(30, TimeUnit.SECONDS);
            out.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What it says at last.
     *
     * @param text {@code done: name=number name=number …}
     */
    public record Summary(String text) {

        /** @throws IOException if it did not say so */
        public long number(String name) throws IOException {
            Matcher number = Pattern.compile(" " + name + "=(\\d+)").matcher(text);
            if (!number.find()) {
                throw new IOException("the simulator has not told " + name + ": " + text);
            }
            return Long.parseLong(number.group(1));
        }
    }
}

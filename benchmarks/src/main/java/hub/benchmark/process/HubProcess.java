package hub.benchmark.process;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The hub as a process, and the moments of its start, in nanoseconds since the process was begun. */
public final class HubProcess implements AutoCloseable {

    private static final String ADDRESS = "Dashboard: ";
    private static final int HTTP_OK = 200;

    private final long start;
    private final Process process;
    private final String addressPrefix;
    private final BufferedReader out;

    private HubProcess(long start, Process process, String address) {
        this.start = start;
        this.addressPrefix = address;
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts {@code java -jar JAR serve --open} on a data directory.
     *
     * @param log takes what it says, behind what is there
     * @param java options of the Java runtime, with spaces between them; may be empty
     * @param serve more options of {@code serve}, such as the port
     * @throws NoSuchFileException if there is no such jar
     */
    public static HubProcess start(Path jar, Path data, Path log, String java, String... serve) throws IOException {
        if (!Files.isRegularFile(jar)) {
            throw new NoSuchFileException(jar.toString(), null, "the hub is not built; name its jar with --hub-jar");
        }
        List<String> command = new ArrayList<>(Jvm.command(java));
        command.addAll(List.of("-jar", jar.toString(), "serve", "--open", "--data", data.toString()));
        command.addAll(List.of(serve));
        return start(command, log, ADDRESS);
    }

    /**
     * Starts another server in its place, a program of this one's class path.
     *
     * @param addressPrefix what stands before its address in what it says
     */
    public static HubProcess standIn(Class<?> main, Path log, String addressPrefix, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(Jvm.command(""));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return start(command, log, addressPrefix);
    }

    private static HubProcess start(List<String> command, Path log, String addressPrefix) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        long start = System.nanoTime();
        return new HubProcess(start, builder.start(), addressPrefix);
    }

    /** Waits until it says where it is. */
    public URI address() throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(addressPrefix)) {
                return URI.create(line.substring(addressPrefix.length()));
            }
        }
        throw new EOFException("the server has ended before it was ready; its log says why");
    }

    /** Waits until it answers {@code /readyz} with 200. */
    public static void awaitReady(URI address) throws IOException {
        HttpURLConnection call =
                (HttpURLConnection) address.resolve("/readyz").toURL().openConnection();
        if (call.getResponseCode() != HTTP_OK) {
            throw new IOException("/readyz says " + call.getResponseCode());
        }
        call.disconnect();
    }

    /** How long ago it was begun. */
    public long age() {
        return System.nanoTime() - start;
    }

    /** What it takes of the machine. */
    public Usage usage() {
        return new Usage(process.toHandle());
    }

    /** Stops it as an operator does, and waits for its end. */
    public void stop() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                throw new IOException("the hub does not stop within two minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Kills it, as a power cut would. */
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
}

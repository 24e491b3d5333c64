package hub.benchmark.restart;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The real program as a process, and the moments of its start, in nanoseconds since the process was begun. */
final class HubProcess implements AutoCloseable {

    private static final String ADDRESS = "Dashboard: ";
    private static final int HTTP_OK = 200;

    private final long start;
    private final Process process;
    private final BufferedReader out;

    private HubProcess(long start, Process process) {
        this.start = start;
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts {@code java -jar JAR serve} on a data directory. */
    static HubProcess start(Path jar, Path data, Path log) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(
                        java, "-jar", jar.toString(), "serve", "--port", "0", "--data", data.toString(), "--open")
                .redirectError(log.toFile());
        long start = System.nanoTime();
        return new HubProcess(start, builder.start());
    }

    /** Waits until it says where it is. */
    URI address() throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(ADDRESS)) {
                return URI.create(line.substring(ADDRESS.length()));
            }
        }
        throw new EOFException("the hub has ended before it was ready");
    }

    /** Waits until it answers {@code /readyz} with 200. */
    void awaitReady(URI address) throws IOException {
        HttpURLConnection call =
                (HttpURLConnection) address.resolve("/readyz").toURL().openConnection();
        if (call.getResponseCode() != HTTP_OK) {
            throw new IOException("/readyz says " + call.getResponseCode());
        }
        call.disconnect();
    }

    /** How long ago it was begun. */
    long age() {
        return System.nanoTime() - start;
    }

    /** Kills it, as a power cut would. */
    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        out.close();
    }
}

package hub.acceptance;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A hub that can be killed and started again, at the same port with the same data. */
final class HubProcess implements AutoCloseable {

    private final Path directory;
    private final int port;
    private final List<String> options;
    private final Optional<String> viewerToken;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int descriptors;
    private ChildProcess process;

    private HubProcess(Path directory, int port, List<String> options, Optional<String> viewerToken, int descriptors) {
        this.directory = directory;
        this.descriptors = descriptors;
        this.port = port;
        this.options = options;
        this.viewerToken = viewerToken;
        this.process = launch();
    }

    /** Starts an open hub and waits until it is ready. */
    static HubProcess start(Path directory, String... options) {
        List<String> all = new ArrayList<>(List.of("--open"));
        all.addAll(List.of(options));
        return new HubProcess(directory, freePort(), all, Optional.empty(), 0);
    }

    /** Starts a hub that lets nobody in without a token and waits until it is ready. */
    static HubProcess startWithTokens(Path directory) {
        return new HubProcess(directory, freePort(), List.of(), Optional.of(token(directory, "--viewer", "test")), 0);
    }

    /** Starts an open hub that may have so many files and sockets open. */
    static HubProcess startWithDescriptors(Path directory, int descriptors) {
        return new HubProcess(directory, freePort(), List.of("--open"), Optional.empty(), descriptors);
    }

    /** Makes a token for a hub in that directory, whether it runs or not. */
    static String token(Path directory, String kind, String owner) {
        List<String> arguments = List.of(
                "token", kind, owner, "--data", directory.resolve("data").toString());
        try (ChildProcess maker = ChildProcess.start("token", directory.resolve("logs"), Project.hubJar(), arguments)) {
            if (maker.awaitExit(60) != 0) {
                throw new AssertionError(maker.output());
            }
            return maker.stdout().strip();
        }
    }

    private ChildProcess launch() {
        List<String> arguments = new ArrayList<>(List.of(
                "serve",
                "--port",
                String.valueOf(port),
                "--data",
                directory.resolve("data").toString()));
        arguments.addAll(options);
        ChildProcess launched = descriptors == 0
                ? ChildProcess.start("hub", directory.resolve("logs"), Project.hubJar(), arguments)
                : ChildProcess.startLimited(
                        "hub", directory.resolve("logs"), Project.hubJar(), arguments, "ulimit -n " + descriptors);
        await("a hub that is ready").atMost(Duration.ofSeconds(60)).until(() -> {
            if (!launched.isAlive()) {
                throw new AssertionError(launched.output());
            }
            return launched.stdout().contains("Dashboard: ");
        });
        return launched;
    }

    /** Ends the hub without warning. */
    void kill() {
        process.kill();
    }

    /** Ends the hub as an operator does. */
    void terminate() {
        process.terminate();
    }

    /** Sends it a signal. */
    void signal(String name) {
        process.signal(name);
    }

    /** The lines of its log. */
    List<String> log() {
        return process.stderr().lines().toList();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Starts it again, where it was. */
    void restart() {
        process = launch();
    }

    int port() {
        return port;
    }

    String webSocketAddress() {
        return "ws://127.0.0.1:" + port;
    }

    /** The answer of a call, which must be a success. */
    String get(String pathAndQuery) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + pathAndQuery));
            viewerToken.ifPresent(token -> request.header("Authorization", "Bearer " + token));
            var response = http.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError(pathAndQuery + " gave " + response.statusCode() + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(process.output(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The value of a metric without labels. */
    double metric(String name) {
        return get("/metrics")
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no metric " + name));
    }

    String output() {
        return process.output();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}

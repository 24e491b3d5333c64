package hub.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** A client from {@code clients/} that sends numbered frames and ends with 0 when all of them are acknowledged. */
final class ClientProgram {

    private static final Path CLIENTS = Project.root().resolve("clients");
    private static final List<String> STRICT =
            List.of("gcc", "-std=c99", "-Wall", "-Wextra", "-Werror", "-pedantic", "-O2");

    /** What it is told: which hub, as which device, how many frames, how many ms apart, and with which token. */
    record Order(int port, String device, int frames, int intervalMillis, String token) {

        Order(int port, String device, int frames, int intervalMillis) {
            this(port, device, frames, intervalMillis, "");
        }

        String address() {
            return "ws://127.0.0.1:" + port;
        }
    }

    private final Path workingDirectory;
    private final Function<Order, List<String>> command;

    private ClientProgram(Path workingDirectory, Function<Order, List<String>> command) {
        this.workingDirectory = workingDirectory;
        this.command = command;
    }

    /** Starts it. */
    ChildProcess start(Path directory, Order order) {
        return ChildProcess.run("client", directory.resolve("logs"), workingDirectory, command.apply(order));
    }

    /**
     * The client in C, compiled as strictly as it is meant to be, to be run with every check that the compiler knows.
     *
     * @param timeMode {@code hub}, {@code welcome} or {@code age}
     */
    static ClientProgram inC(Path directory, String timeMode) {
        Path program = compiled(directory, CLIENTS.resolve("c/example_posix.c"));
        return new ClientProgram(directory, order -> {
            List<String> words = new ArrayList<>(List.of(
                    program.toString(),
                    "127.0.0.1",
                    String.valueOf(order.port()),
                    order.device(),
                    String.valueOf(order.frames()),
                    String.valueOf(order.intervalMillis()),
                    timeMode));
            if (!order.token().isEmpty()) {
                words.add(order.token());
            }
            return words;
        });
    }

    /** Compiles a program in C with all of the client's sources. */
    static Path compiled(Path directory, Path main) {
        Path program = directory.resolve(main.getFileName().toString().replace(".c", ""));
        List<String> command = new ArrayList<>(STRICT);
        command.addAll(List.of("-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-g"));
        command.addAll(sourcesInC());
        command.addAll(List.of("-I", CLIENTS.resolve("c").toString(), main.toString(), "-o", program.toString()));
        run(directory, command);
        return program;
    }

    /** The sources of the client itself, without its examples. */
    static List<String> sourcesInC() {
        return Stream.of("client", "frame", "handshake", "json", "ring", "websocket")
                .map(part -> CLIENTS.resolve("c/telemetry_" + part + ".c").toString())
                .toList();
    }

    /** Runs a tool to its end, which must be a success, and gives what it printed; skips the test if it is missing. */
    static String run(Path directory, List<String> command) {
        assumeTrue(isThere(command.get(0)), command.get(0) + " is missing: ./test installs it, as root on Debian");
        try (ChildProcess tool = ChildProcess.run("tool", directory.resolve("logs"), directory, command)) {
            if (tool.awaitExit(100) != 0) {
                throw new AssertionError(command + "\n" + tool.output());
            }
            return tool.stdout();
        }
    }

    private static boolean isThere(String tool) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(tool)));
    }

    /** The client in Python, with the first Python that has the package {@code websockets}. */
    static ClientProgram inPython(Path directory) {
        String python = Stream.of("python3", "/usr/bin/python3")
                .filter(candidate -> hasWebsockets(directory, candidate))
                .findFirst()
                .orElse("");
        assumeTrue(
                !python.isEmpty(),
                "python3 with the package websockets (python3-websockets) is missing: ./test"
                        + " installs it, as root on Debian");
        return new ClientProgram(directory, order -> {
            List<String> words = new ArrayList<>(List.of(
                    python,
                    CLIENTS.resolve("python/telemetry_hub_client.py").toString(),
                    order.address(),
                    order.device(),
                    "--frames",
                    String.valueOf(order.frames()),
                    "--interval",
                    String.valueOf(order.intervalMillis() / 1000.0)));
            if (!order.token().isEmpty()) {
                words.addAll(List.of("--token", order.token()));
            }
            return words;
        });
    }

    private static boolean hasWebsockets(Path directory, String python) {
        if (!isThere(python)) {
            return false;
        }
        List<String> command = List.of(python, "-c", "import websockets");
        try (ChildProcess probe = ChildProcess.run("probe", directory.resolve("logs"), directory, command)) {
            return probe.awaitExit(60) == 0;
        }
    }

    /** The client in JavaScript, with Node and the {@code ws} that the dashboard's tests use. */
    static ClientProgram inJavaScript() {
        Path dashboard = Project.root().resolve("dashboard");
        assumeTrue(isThere("node"), "node is missing: install Node.js 20 or newer");
        assumeTrue(
                Files.isDirectory(dashboard.resolve("node_modules/ws")),
                "the package ws is missing: run ./test, or npm ci in " + dashboard);
        return new ClientProgram(dashboard, order -> {
            List<String> words = new ArrayList<>(List.of(
                    "node",
                    CLIENTS.resolve("javascript/example-node.mjs").toString(),
                    order.address(),
                    order.device(),
                    String.valueOf(order.frames()),
                    String.valueOf(order.intervalMillis())));
            if (!order.token().isEmpty()) {
                words.add(order.token());
            }
            return words;
        });
    }
}

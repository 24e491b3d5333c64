package hub.benchmark;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The real programs, where they are built. */
public final class Jars {

    private Jars() {}

    /** The hub; without it the test is skipped. */
    public static Path hub() {
        return built("hub-server/target/hub-server.jar");
    }

    /** The simulator; without it the test is skipped. */
    public static Path simulator() {
        return built("device-simulator/target/device-simulator.jar");
    }

    private static Path built(String path) {
        Path jar = Path.of(Objects.requireNonNull(System.getProperty("hub.root"), "run by Maven"))
                .resolve(path);
        assumeTrue(Files.exists(jar), "this module alone is built, so there is no " + path);
        return jar;
    }
}

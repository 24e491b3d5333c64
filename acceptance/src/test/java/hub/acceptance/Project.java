package hub.acceptance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Where the project's jars and the recorded data are. */
final class Project {

    private Project() {}

    static Path root() {
        return Path.of(Objects.requireNonNull(
                System.getProperty("hub.root"), "run by Maven, which says where the project is"));
    }

    static Path hubJar() {
        return jar("hub-server/target/hub-server.jar");
    }

    static Path simulatorJar() {
        return jar("device-simulator/target/device-simulator.jar");
    }

    private static Path jar(String path) {
        Path jar = root().resolve(path);
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is missing: run ./test, or mvn verify from the top");
        }
        return jar;
    }

    /** The recorded data, where it lies beside the project; it is not the project's to ship. */
    static Optional<Path> recordedData() {
        return Optional.of(root().resolveSibling("shared").resolve("data")).filter(Files::isDirectory);
    }
}

package hub.benchmark;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which hub is started, and how. */
final class HubOptions {

    @Option(names = "--hub-jar", paramLabel = "FILE", description = "The program (default: ${DEFAULT-VALUE}).")
    Path jar = Path.of("hub-server/target/hub-server.jar");

    @Option(
            names = "--hub-java",
            paramLabel = "OPTIONS",
            description = "Options of the hub's Java runtime, with spaces between them (default: none).")
    String java = "";
}

package hub.benchmark.connection;

import java.nio.file.Path;

/**
 * What is started.
 *
 * @param directory for data and logs; with nothing in it, to be deleted by the caller
 * @param hubJar the hub
 * @param hubJava options of its Java runtime; may be empty
 * @param simulatorJar the simulator
 */
public record Programs(Path directory, Path hubJar, String hubJava, Path simulatorJar) {

    Path hubLog() {
        return directory.resolve("hub.log");
    }

    Path simulatorLog() {
        return directory.resolve("simulator.log");
    }
}

package hub.benchmark.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a program of Java's is started: by the runtime that runs this one. */
final class Jvm {

    private Jvm() {}

    /**
     * The first words of a command.
     *
     * @param options with spaces between them; may be empty
     */
    static List<String> command(String options) {
        List<String> command = new ArrayList<>(List.of(tool("java")));
        if (!options.isBlank()) {
            command.addAll(List.of(options.trim().split("\\s+")));
        }
        return command;
    }

    /** A tool that comes with the runtime. */
    static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }
}

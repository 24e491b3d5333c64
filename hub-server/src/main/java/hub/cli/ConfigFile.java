package hub.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --config}; {@link OptionSources} reads it before the others are parsed. */
final class ConfigFile {

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration file: lines of key = value.")
    @Nullable Path path;
}

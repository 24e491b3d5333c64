package hub.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Where an option's value comes from when no flag gives it: the environment, then the configuration file. The option
 * {@code --heartbeat-seconds} is {@code HUB_HEARTBEAT_SECONDS} there and {@code heartbeat-seconds} here.
 */
final class OptionSources implements IDefaultValueProvider {

    private static final String CONFIG_FLAG = "--config";
    private static final String PREFIX = "HUB_";

    private final Map<String, String> environment;
    private final @Nullable String path;
    private final Properties file;

    private OptionSources(Map<String, String> environment, @Nullable String path, Properties file) {
        this.environment = environment;
        this.path = path;
        this.file = file;
    }

    /**
     * @param commands all that there are; asked only if there is something to compare with their options
     * @throws IllegalArgumentException if the configuration file cannot be read, or it or the environment has a name that
     *     no command knows
     */
    static OptionSources of(String[] args, Map<String, String> environment, Supplier<CommandLine> commands) {
        Properties file = new Properties();
        String path = configPath(args, environment);
        if (path == null && environment.keySet().stream().noneMatch(name -> name.startsWith(PREFIX))) {
            return new OptionSources(environment, path, file);
        }
        Set<String> keys = keys(commands.get());
        requireKnownVariables(environment, keys);
        if (path != null) {
            try (Reader reader = Files.newBufferedReader(Path.of(path))) {
                file.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new IllegalArgumentException("configuration file " + path + " cannot be read: " + e, e);
            }
            requireKnownKeys(path, file, keys);
        }
        return new OptionSources(environment, path, file);
    }

    private static @Nullable String configPath(String[] args, Map<String, String> environment) {
        for (int i = 0; i < args.length; i++) {
            if (args[i].startsWith(CONFIG_FLAG + "=")) {
                return args[i].substring(CONFIG_FLAG.length() + 1);
            }
            if (args[i].equals(CONFIG_FLAG) && i + 1 < args.length) {
                return args[i + 1];
            }
        }
        return environment.get(PREFIX + "CONFIG");
    }

    private static Set<String> keys(CommandLine line) {
        Set<String> keys = new TreeSet<>();
        for (CommandLine command : line.getSubcommands().values()) {
            command.getCommandSpec().options().forEach(option -> keys.add(key(option)));
            keys.addAll(keys(command));
        }
        return keys;
    }

    private static void requireKnownKeys(String path, Properties file, Set<String> keys) {
        for (String key : new TreeSet<>(file.stringPropertyNames())) {
            if (!keys.contains(key)) {
                throw new IllegalArgumentException("configuration file " + path + ": the key '" + key
                        + "' is unknown; did you mean '" + NearestName.of(key, keys) + "'?");
            }
        }
    }

    private static void requireKnownVariables(Map<String, String> environment, Set<String> keys) {
        Set<String> known = keys.stream().map(OptionSources::variable).collect(Collectors.toCollection(TreeSet::new));
        for (String name : new TreeSet<>(environment.keySet())) {
            if (name.startsWith(PREFIX) && !known.contains(name)) {
                throw new IllegalArgumentException("the environment variable " + name
                        + " is unknown, and those that begin with " + PREFIX + " are the hub's; did you mean "
                        + NearestName.of(name, known) + "?");
            }
        }
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return null;
        }
        String fromEnvironment = environment.get(variable(key(option)));
        return fromEnvironment != null ? fromEnvironment : file.getProperty(key(option));
    }

    /** Where a value that no flag gives comes from: the environment, the configuration file, or the hub itself. */
    String source(OptionSpec option) {
        String source = "default";
        if (environment.containsKey(variable(key(option)))) {
            source = "environment " + variable(key(option));
        } else if (file.containsKey(key(option))) {
            source = "file " + path;
        }
        return source;
    }

    Map<String, String> environment() {
        return environment;
    }

    /** The configuration file that was read; null if there is none. */
    @Nullable String path() {
        return path;
    }

    /** What the option is called in a configuration file. */
    static String key(OptionSpec option) {
        return option.longestName().replaceFirst("^--", "");
    }

    private static String variable(String key) {
        return PREFIX + key.replace('-', '_').toUpperCase(Locale.ROOT);
    }
}

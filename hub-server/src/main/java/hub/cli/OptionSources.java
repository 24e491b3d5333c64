package hub.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
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
    private final Properties file;

    private OptionSources(Map<String, String> environment, Properties file) {
        this.environment = environment;
        this.file = file;
    }

    /** @throws IllegalArgumentException if the configuration file cannot be read or has a key that no command knows */
    static OptionSources of(String[] args, Map<String, String> environment, CommandLine line) {
        Properties file = new Properties();
        String path = configPath(args, environment);
        if (path != null) {
            try (Reader reader = Files.newBufferedReader(Path.of(path))) {
                file.load(reader);
            } catch (IOException e) {
                throw new IllegalArgumentException("configuration file " + path + " cannot be read: " + e, e);
            }
            requireKnown(path, file, line);
        }
        return new OptionSources(environment, file);
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

    private static void requireKnown(String path, Properties file, CommandLine line) {
        TreeSet<String> known = new TreeSet<>();
        for (CommandLine command : line.getSubcommands().values()) {
            for (OptionSpec option : command.getCommandSpec().options()) {
                known.add(key(option));
            }
        }
        for (String key : file.stringPropertyNames()) {
            if (!known.contains(key)) {
                String nearest = known.stream()
                        .min(Comparator.comparingInt(candidate -> distance(key, candidate)))
                        .orElse("");
                throw new IllegalArgumentException("configuration file " + path + ": the key '" + key
                        + "' is unknown; did you mean '" + nearest + "'?");
            }
        }
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return null;
        }
        String fromEnvironment =
                environment.get(PREFIX + key(option).replace('-', '_').toUpperCase(Locale.ROOT));
        return fromEnvironment != null ? fromEnvironment : file.getProperty(key(option));
    }

    private static String key(OptionSpec option) {
        return option.longestName().replaceFirst("^--", "");
    }

    /** Levenshtein's distance: how many characters to insert, delete or change. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}

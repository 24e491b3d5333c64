package hub.simulator;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What options are when the command line does not say: from the environment, else from the file. */
final class Settings implements IDefaultValueProvider {

    private static final String CONFIG_OPTION = "--config";
    private static final String PREFIX = "SIMULATOR_";

    private final Map<String, String> environment;
    private final Properties file;

    private Settings(Map<String, String> environment, Properties file) {
        this.environment = environment;
        this.file = file;
    }

    /**
     * The settings of an environment and of the file that it or the command line names.
     *
     * @param commands whose options are the keys that a file may have
     * @throws IllegalArgumentException if the file has a key that is no option
     */
    static Settings of(String[] args, Map<String, String> environment, CommandLine commands) throws IOException {
        Properties file = new Properties();
        Optional<String> path = configFile(args, environment);
        if (path.isPresent()) {
            try (Reader reader = Files.newBufferedReader(Path.of(path.get()))) {
                file.load(reader);
            } catch (NoSuchFileException e) {
                throw new IOException(path.get() + ": no such file", e);
            }
            refuseUnknown(path.get(), file, keysOf(commands));
        }
        return new Settings(environment, file);
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || isHelp(option)) {
            return null;
        }
        String key = keyOf(option);
        String fromEnvironment =
                environment.get(PREFIX + key.toUpperCase(Locale.ROOT).replace('-', '_'));
        return fromEnvironment != null ? fromEnvironment : file.getProperty(key);
    }

    /** Looked up by hand, since the file must be read before picocli asks for the first default. */
    private static Optional<String> configFile(String[] args, Map<String, String> environment) {
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals(CONFIG_OPTION) && i + 1 < args.length) {
                return Optional.of(args[i + 1]);
            }
            if (args[i].startsWith(CONFIG_OPTION + "=")) {
                return Optional.of(args[i].substring(CONFIG_OPTION.length() + 1));
            }
        }
        return Optional.ofNullable(environment.get(PREFIX + "CONFIG"));
    }

    private static void refuseUnknown(String path, Properties file, SortedSet<String> known) {
        for (String key : new TreeSet<>(file.stringPropertyNames())) {
            if (!known.contains(key)) {
                String nearest = known.stream()
                        .min(Comparator.comparingInt(candidate -> distance(key, candidate)))
                        .orElse("");
                throw new IllegalArgumentException(
                        path + ": there is no option '" + key + "'; did you mean '" + nearest + "'?");
            }
        }
    }

    private static SortedSet<String> keysOf(CommandLine commands) {
        SortedSet<String> keys = new TreeSet<>();
        for (CommandLine command : commands.getSubcommands().values()) {
            command.getCommandSpec().options().stream()
                    .filter(option -> !isHelp(option) && !option.longestName().equals(CONFIG_OPTION))
                    .forEach(option -> keys.add(keyOf(option)));
        }
        return keys;
    }

    private static boolean isHelp(OptionSpec option) {
        return option.usageHelp() || option.versionHelp();
    }

    private static String keyOf(OptionSpec option) {
        return option.longestName().substring("--".length());
    }

    /** How many letters must change to get from one word to the other (Levenshtein). */
    static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}

package hub.cli;

import hub.HubConfig;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The configuration of {@code serve} as flags, environment and file have it at one moment. */
final class ServeLine {

    /** Which options a running hub takes anew on SIGHUP. */
    static final Set<String> RELOADED = new TreeSet<>(Set.of(
            "max-connections",
            "max-connections-per-address",
            "device-readings-per-second",
            "device-bytes-per-second",
            "max-viewers",
            "query-timeout",
            "query-max-rows",
            "send-timeout",
            "qa-ranges",
            "log-format",
            "log-level"));

    private final ParseResult parsed;
    private final OptionSources sources;

    private ServeLine(ParseResult parsed, OptionSources sources) {
        this.parsed = parsed;
        this.sources = sources;
    }

    /**
     * Reads all three anew.
     *
     * @param flags what stands behind {@code serve}
     * @throws IllegalArgumentException if something makes no sense
     */
    static ServeLine read(Map<String, String> environment, List<String> flags) {
        String[] args = Stream.concat(Stream.of("serve"), flags.stream()).toArray(String[]::new);
        CommandLine line = HubCommand.commandLine(environment, args);
        try {
            ParseResult parsed = line.parseArgs(args).subcommand();
            return new ServeLine(parsed, (OptionSources) line.getDefaultValueProvider());
        } catch (ParameterException e) {
            throw new IllegalArgumentException(HubCommand.explain(e), e);
        }
    }

    /** @throws IllegalArgumentException if a value is out of range, or values do not go together */
    HubConfig config() {
        return ((ServeCommand) parsed.commandSpec().userObject()).toConfig();
    }

    /** The log looks as it says from now on. */
    void applyLog() {
        ((ServeCommand) parsed.commandSpec().userObject()).log.apply();
    }

    /** All options, in the order of {@code --help}. */
    List<EffectiveOption> options() {
        return parsed.commandSpec().options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .filter(option -> !OptionSources.key(option).equals("config"))
                .map(this::effective)
                .toList();
    }

    private EffectiveOption effective(OptionSpec option) {
        String key = OptionSources.key(option);
        String flag = option.longestName();
        boolean given = parsed.hasMatchedOption(flag);
        Object value =
                option.getValue() instanceof Enum<?> word ? word.name().toLowerCase(Locale.ROOT) : option.getValue();
        return new EffectiveOption(
                key,
                value == null ? null : String.valueOf(value),
                given ? "flag " + flag : sources.source(option),
                RELOADED.contains(key));
    }
}

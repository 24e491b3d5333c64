package hub.cli;

import picocli.CommandLine.Command;

/** {@code config}: what the configuration comes to. */
@Command(
        name = "config",
        description = "Shows the configuration that 'serve' would use.",
        subcommands = ConfigPrintCommand.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class ConfigCommand {}

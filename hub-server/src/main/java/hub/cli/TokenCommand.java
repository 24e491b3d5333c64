package hub.cli;

import hub.protocol.DeviceId;
import hub.security.TokenFile;
import hub.security.TokenFile.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code token}: makes a token for a device, a viewer or an operator and prints it once. */
@Command(
        name = "token",
        description = {
            "Makes a token, prints it once and keeps its hash. A running hub knows it within a second.",
            "A device sends it as 'Authorization: Bearer TOKEN'; a browser asks for it: any user, the token as password."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false)
final class TokenCommand implements Callable<Integer> {

    @Spec
    @Nullable private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    @Nullable private Owner owner;

    /** Whom the token is for. */
    static final class Owner {

        @Option(names = "--device", paramLabel = "ID", description = "A device, by its id.")
        @Nullable String device;

        @Option(names = "--viewer", paramLabel = "NAME", description = "A person or program that looks at data.")
        @Nullable String viewer;

        @Option(
                names = "--operator",
                paramLabel = "NAME",
                description = "A person or program that may have backups made.")
        @Nullable String operator;

        private Kind kind() {
            return device != null ? Kind.DEVICE : viewer != null ? Kind.VIEWER : Kind.OPERATOR;
        }

        private String name() {
            String person = viewer != null ? viewer : operator;
            return device != null ? device : Objects.requireNonNull(person);
        }
    }

    @Option(names = "--data", paramLabel = "DIR", defaultValue = "data", description = "The hub's data directory.")
    private Path data = Path.of("data");

    @Option(
            names = "--tokens",
            paramLabel = "FILE",
            description = "The file of token hashes. Default: tokens in the data directory.")
    @Nullable private Path tokens;

    @Mixin
    @Nullable ConfigFile config;

    @Override
    public Integer call() throws IOException {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        Owner whom = Objects.requireNonNull(owner);
        try {
            // A viewer's name has the same form: it must be one word in the file.
            DeviceId valid = new DeviceId(whom.name());
            Files.createDirectories(data);
            TokenFile file = TokenFile.read(tokens == null ? data.resolve("tokens") : tokens);
            line.getOut().println(file.add(whom.kind(), valid.value()));
            return CommandLine.ExitCode.OK;
        } catch (IllegalArgumentException e) {
            throw HubCommand.invalid(line, e);
        }
    }
}

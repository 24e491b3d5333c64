package hub.cli;

import hub.admin.Passwords;
import hub.registry.Registry;
import hub.registry.RegistryException;
import hub.registry.Role;
import hub.registry.User;
import hub.registry.UserRegistry;
import hub.store.DataDirectory;
import hub.time.Clocks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code user}: adds people, and lets back in who forgot a password, in the data of a hub that is stopped. */
@Command(
        name = "user",
        description = {
            "Changes the users of a hub that is stopped; a hub that runs has /api/v1/users.",
            "ACTION is add NAME, password NAME, remove NAME or list. The password is the first line of standard input, or"
                    + " of --password-file."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false)
final class UserCommand implements Callable<Integer> {

    @Spec
    @Nullable private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "ACTION", description = "add, password, remove or list.")
    private String action = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "Whom.")
    private String name = "";

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            defaultValue = "viewer",
            description = "For add: viewer, analyst, operator or admin.")
    private String role = "viewer";

    @Option(names = "--password-file", paramLabel = "FILE", description = "A file whose first line is the password.")
    @Nullable private Path passwordFile;

    @Option(names = "--data", paramLabel = "DIR", defaultValue = "data", description = "The hub's data directory.")
    private Path data = Path.of("data");

    @Mixin
    @Nullable ConfigFile config;

    @Override
    public Integer call() throws IOException {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        try (DataDirectory directory = DataDirectory.open(data);
                Registry registry = Registry.open(directory.registry(), Clocks.system()::micros)) {
            line.getOut().println(run(registry.users()));
            return CommandLine.ExitCode.OK;
        } catch (IllegalArgumentException e) {
            throw HubCommand.invalid(line, e);
        } catch (RegistryException e) {
            line.getErr().println(e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private String run(UserRegistry users) throws IOException {
        switch (action) {
            case "add" -> {
                User added = users.add(LocalDevices.ACTOR, name, Role.parse(role), hash());
                return "user " + added.name() + ", " + added.role().word();
            }
            case "password" -> {
                User changed = users.change(
                        LocalDevices.ACTOR, name, Optional.empty(), Optional.of(hash()), Optional.of(false));
                return "user " + changed.name() + " has another password";
            }
            case "remove" -> {
                users.remove(LocalDevices.ACTOR, name);
                return "user " + name + " is no more";
            }
            case "list" -> {
                StringBuilder lines = new StringBuilder();
                users.all()
                        .forEach(user -> lines.append(lines.isEmpty() ? "" : "\n")
                                .append(user.name())
                                .append(' ')
                                .append(user.role().word())
                                .append(user.disabled() ? " disabled" : ""));
                return lines.toString();
            }
            default ->
                throw new IllegalArgumentException(
                        "'" + action + "' is unknown; known are add, password, remove, list");
        }
    }

    private String hash() throws IOException {
        String password;
        Path file = passwordFile;
        try (BufferedReader reader = file == null
                ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                : Files.newBufferedReader(file)) {
            password = Objects.requireNonNullElse(reader.readLine(), "");
        }
        return new Passwords().hash(Passwords.requireGood(password));
    }
}

package hub.cli;

import hub.journal.JournalException;
import hub.registry.RegistryException;
import hub.store.StoreException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code device}: registers devices and gives them tokens. */
@Command(
        name = "device",
        description = {
            "Registers devices and gives them tokens, with a hub that runs or with the data of one that is stopped.",
            "ACTION is add ID, import FILE, rotate ID, revoke ID, remove ID or list. A token is printed once, its hash is"
                    + " kept. FILE is CSV with a first line such as device,tags,lat,lon,notes; tokens come as CSV."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false)
final class DeviceCommand implements Callable<Integer> {

    @Spec
    @Nullable private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "ACTION", description = "add, import, rotate, revoke, remove or list.")
    private String action = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "ID|FILE", description = "Which device, or which file.")
    private String what = "";

    @ArgGroup(multiplicity = "1")
    private SqlCommand.Source source = new SqlCommand.Source();

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "A token with the scope devices, for --url. Better kept from others here: as HUB_TOKEN, or:")
    private String token = "";

    @Option(names = "--token-file", paramLabel = "FILE", description = "A file with that token.")
    @Nullable private Path tokenFile;

    @Option(names = "--tag", paramLabel = "TAG", description = "For add: a tag; may be there more than once.")
    private List<String> tags = List.of();

    @Option(
            names = "--grace",
            paramLabel = "DURATION",
            defaultValue = "PT24H",
            description = "For rotate: for how long the older token goes on.")
    private Duration grace = Duration.ofDays(1);

    @Option(
            names = "--erase-data",
            description = {
                "For remove: all that the device has sent goes, too, for good: readings, events, commands, what it said of"
                        + " itself. Backups that were made before keep it. Without this option all of it stays."
            })
    private boolean eraseData;

    @Mixin
    @Nullable ConfigFile config;

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        try (DeviceActions devices = open()) {
            line.getOut().println(run(devices));
            return CommandLine.ExitCode.OK;
        } catch (IllegalArgumentException e) {
            throw HubCommand.invalid(line, e);
        } catch (IOException | RegistryException | JournalException | StoreException e) {
            line.getErr().println(e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private DeviceActions open() throws IOException {
        URI url = source.url;
        if (url == null) {
            return new LocalDevices(Objects.requireNonNull(source.data));
        }
        return new RemoteDevices(
                url, tokenFile == null ? token : Files.readString(tokenFile).strip());
    }

    private String run(DeviceActions devices) throws IOException, InterruptedException {
        if (what.isEmpty() != action.equals("list")) {
            throw new IllegalArgumentException(
                    what.isEmpty() ? action + " needs a device's id, or a file" : "list takes nothing more");
        }
        if (eraseData && !action.equals("remove")) {
            throw new IllegalArgumentException("--erase-data is for remove, not for " + action);
        }
        return switch (action) {
            case "add" -> devices.add(what, tags);
            case "import" -> devices.importAll(Files.readString(Path.of(what)));
            case "rotate" -> devices.rotate(what, grace);
            case "revoke" -> devices.revoke(what);
            case "remove" -> devices.remove(what, eraseData);
            case "list" -> devices.list();
            default ->
                throw new IllegalArgumentException(
                        "'" + action + "' is unknown; known are add, import, rotate, revoke, remove, list");
        };
    }
}

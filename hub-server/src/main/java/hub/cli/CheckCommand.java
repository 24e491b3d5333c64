package hub.cli;

import hub.json.JsonWriter;
import hub.store.DataDirectory;
import hub.store.Finding;
import hub.store.StoreException;
import hub.store.check.DataCheck;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code check}: says whether all that is stored is as it was written. */
@Command(
        name = "check",
        description = {
            "Checks all that a stopped hub has stored, and changes nothing: every checksum of journal and database,"
                    + " every reading, and what refers to what. Each finding is a line.",
            "Exit code 0: sound. 1: damaged. 2: cannot be checked."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false)
final class CheckCommand implements Callable<Integer> {

    static final int DAMAGED = 1;
    static final int NOT_CHECKED = 2;

    @Spec
    @Nullable private CommandSpec spec;

    @Option(names = "--data", paramLabel = "DIR", defaultValue = "data", description = "The hub's data directory.")
    private Path data = Path.of("data");

    @Option(names = "--json", description = "Findings and result as lines of JSON.")
    private boolean json;

    @Mixin
    @Nullable ConfigFile config;

    @Override
    public Integer call() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        PrintWriter out = line.getOut();
        try (DataDirectory directory = DataDirectory.openDamaged(data)) {
            DataCheck.Report report = DataCheck.run(
                    directory,
                    finding -> out.println(json ? toJson(finding) : toText(finding)),
                    new ProgressLines(line.getErr()));
            out.println(json ? toJson(report) : toText(report));
            return report.sound() ? CommandLine.ExitCode.OK : DAMAGED;
        } catch (StoreException e) {
            line.getErr().println(e.getMessage());
            return NOT_CHECKED;
        }
    }

    static String toText(Finding finding) {
        return word(finding) + ": " + finding.part() + ", " + finding.where() + ": " + finding.what() + ". To do: "
                + finding.advice();
    }

    private static String word(Finding finding) {
        return finding.severity().name().toLowerCase(Locale.ROOT);
    }

    private static String toText(DataCheck.Report report) {
        String result = report.sound() ? "sound" : report.damages() + " damaged";
        return result + ": " + Contents.of(report);
    }

    private static String toJson(Finding finding) {
        return new JsonWriter()
                .beginObject()
                .name("severity")
                .value(word(finding))
                .name("part")
                .value(finding.part())
                .name("where")
                .value(finding.where())
                .name("what")
                .value(finding.what())
                .name("advice")
                .value(finding.advice())
                .endObject()
                .toString();
    }

    private static String toJson(DataCheck.Report report) {
        return new JsonWriter()
                .beginObject()
                .name("sound")
                .value(report.sound())
                .name("damages")
                .value(report.damages())
                .name("notes")
                .value(report.notes())
                .name("devices")
                .value(report.database().devices())
                .name("series")
                .value(report.database().series())
                .name("chunks")
                .value(report.database().chunks())
                .name("readings")
                .value(report.database().readings())
                .name("events")
                .value(report.database().events())
                .name("journalReadings")
                .value(report.journalReadings())
                .endObject()
                .toString();
    }
}

package hub.cli;

import hub.json.JsonWriter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code config print}: every option of {@code serve}, its value, and where that comes from. */
@Command(
        name = "print",
        description = {
            "Prints every option of 'serve', its value, and where that comes from: a flag, the environment, the"
                    + " configuration file, or the hub's default. Starts nothing; ends with 2 if 'serve' would refuse.",
            "Takes the flags of 'serve' (see serve --help), --config FILE among them. What is secret is masked. What is"
                    + " printed as properties is a configuration file."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class ConfigPrintCommand implements Callable<Integer> {

    /** How it is printed. */
    enum Form {
        PROPERTIES,
        JSON
    }

    @Spec
    @Nullable private CommandSpec spec;

    @Option(
            names = "--form",
            paramLabel = "FORM",
            defaultValue = "properties",
            description = "properties or json.",
            completionCandidates = Forms.class)
    private Form form = Form.PROPERTIES;

    /** What picocli offers when a value is wrong. */
    static final class Forms extends ArrayList<String> {

        private static final long serialVersionUID = 1;

        Forms() {
            super(List.of("properties", "json"));
        }
    }

    @Unmatched
    private List<String> flags = new ArrayList<>();

    @Override
    public Integer call() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        OptionSources sources = (OptionSources) line.getDefaultValueProvider();
        ServeLine serve;
        try {
            serve = ServeLine.read(sources.environment(), flags);
            serve.config();
        } catch (IllegalArgumentException e) {
            throw HubCommand.invalid(line, e);
        }
        if (form == Form.JSON) {
            printJson(line.getOut(), serve);
        } else {
            printProperties(line.getOut(), serve);
        }
        line.getOut().flush();
        return CommandLine.ExitCode.OK;
    }

    private static void printProperties(PrintWriter out, ServeLine serve) {
        for (EffectiveOption option : serve.options()) {
            out.println("# " + option.source() + (option.isMasked() ? "; masked" : "")
                    + (option.reloaded() ? "; reloaded on SIGHUP" : ""));
            out.println(option.toProperty());
        }
    }

    private static void printJson(PrintWriter out, ServeLine serve) {
        JsonWriter json = new JsonWriter().beginObject();
        for (EffectiveOption option : serve.options()) {
            json.name(option.key()).beginObject();
            String shown = option.shown();
            if (shown != null) {
                json.name("value").value(shown);
            }
            json.name("source").value(option.source());
            json.name("masked").value(option.isMasked());
            json.name("reloaded").value(option.reloaded()).endObject();
        }
        out.println(json.endObject());
    }
}

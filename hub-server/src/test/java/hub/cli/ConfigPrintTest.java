package hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hub.json.JsonValue.JsonObject;
import hub.testing.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code config print} says of flags, environment and file. */
class ConfigPrintTest {

    @TempDir
    Path folder;

    private static Command run(Map<String, String> environment, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = HubCommand.run(environment, new PrintWriter(out, true), new PrintWriter(err, true), args);
        return new Command(code, out.toString(), err.toString());
    }

    private String file(String... lines) throws IOException {
        return Files.writeString(folder.resolve("hub.conf"), String.join("\n", lines))
                .toString();
    }

    @Test
    void everyValueComesWithItsSource() throws IOException {
        String config = file("fold-age = PT7M", "port = 1", "max-viewers = 3");
        Map<String, String> environment = Map.of("HUB_PORT", "2", "HUB_MAX_VIEWERS", "4");
        Command printed = run(environment, "config", "print", "--config", config, "--port", "9000", "--open");
        assertThat(printed.err()).isEmpty();
        assertThat(printed.out())
                .contains("# flag --port\nport = 9000\n")
                .contains("# flag --open\nopen = true\n")
                .contains("# environment HUB_MAX_VIEWERS; reloaded on SIGHUP\nmax-viewers = 4\n")
                .contains("# file " + config + "\nfold-age = PT7M\n")
                .contains("# default\nhost = 127.0.0.1\n")
                .contains("# default\n# tokens = \n");
    }

    @Test
    void jsonSaysTheSame() {
        Command printed = run(Map.of("HUB_PORT", "2"), "config", "print", "--form", "json", "--fold-age=PT7M");
        JsonObject options = Json.object(printed.out());
        assertThat(Json.object(options, "port"))
                .isEqualTo(Json.value(
                        "{\"value\":\"2\",\"source\":\"environment HUB_PORT\",\"masked\":false,\"reloaded\":false}"));
        assertThat(Json.text(Json.object(options, "fold-age"), "value")).isEqualTo("PT7M");
        assertThat(Json.object(options, "tokens"))
                .isEqualTo(Json.value("{\"source\":\"default\",\"masked\":false,\"reloaded\":false}"));
    }

    @Test
    void whatIsPrintedIsAConfigurationFile() throws IOException {
        String data = folder.resolve("with \\ and = and #, ä").toString();
        Command printed = run(Map.of("HUB_MAX_VIEWERS", "4"), "config", "print", "--data", data, "--retention", "P9D");
        Command again = run(Map.of(), "config", "print", "--config", file(printed.out()));
        assertThat(values(again.out())).isEqualTo(values(printed.out())).contains("max-viewers = 4");
        assertThat(again.out()).contains("retention = P9D", "# file ");
    }

    private static String values(String printed) {
        StringBuilder values = new StringBuilder();
        printed.lines()
                .filter(line -> !line.startsWith("# "))
                .forEach(line -> values.append(line).append('\n'));
        return values.toString();
    }

    @Test
    void whatIsSecretIsMaskedAndNotInForceWhenFedBack() {
        EffectiveOption address = new EffectiveOption("where", "https://ann:Canary7@a.example/x", "flag", false);
        assertThat(address.toProperty()).isEqualTo("# where = https://******@a.example/x");
        for (String key : new String[] {"tls-password", "fleet-token", "otlp-headers", "secret"}) {
            EffectiveOption option = new EffectiveOption(key, "Canary7", "flag", false);
            assertThat(option.toProperty()).isEqualTo("# " + key + " = ******");
        }
        assertThat(new EffectiveOption("tokens", "/etc/tokens", "flag", false).shown())
                .isEqualTo("/etc/tokens");
    }

    @Test
    void whatServeWouldRefuseIsRefusedWithItsSource() throws IOException {
        assertThat(run(Map.of("HUB_PORT", "x"), "config", "print").err())
                .contains("'x' is not an int", "(from: environment HUB_PORT)");
        assertThat(run(Map.of(), "config", "print", "--config", file("port = y"))
                        .err())
                .contains("'y' is not an int", "(from: file " + folder);
        assertThat(run(Map.of(), "config", "print", "--prot", "1").err()).contains("--prot");
        Command tooMany = run(Map.of(), "config", "print", "--port", "70000");
        assertThat(tooMany.err()).contains("70000");
        assertThat(tooMany.code()).isEqualTo(2);
    }

    @Test
    void anUnknownVariableNamesTheNearest() {
        Command refused = run(Map.of("HUB_FOLDAGE", "PT1M", "PATH", "/bin"), "serve");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("HUB_FOLDAGE", "did you mean HUB_FOLD_AGE?");
    }
}

package hub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.security.TokenFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What is typed, what the environment says and what the file says. */
class HubCommandTest {

    @TempDir
    Path folder;

    /** What a run said. */
    private record Outcome(int code, String out, String err) {}

    private static Outcome run(Map<String, String> environment, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = HubCommand.run(environment, new PrintWriter(out, true), new PrintWriter(err, true), args);
        return new Outcome(code, out.toString(), err.toString());
    }

    private Path file(String... lines) throws IOException {
        return Files.writeString(folder.resolve("hub.conf"), String.join("\n", lines));
    }

    /** The value that {@code serve} would take for an option. */
    private static Object value(String option, Map<String, String> environment, String... args) {
        CommandLine line = HubCommand.commandLine(environment, args);
        CommandLine.ParseResult parsed = line.parseArgs(args).subcommand();
        return parsed.commandSpec().findOption(option).getValue();
    }

    @Test
    void flagsWinOverTheEnvironmentAndThatOverTheFile() throws IOException {
        String config = file("port = 1001", "fold-age = PT7M", "open = true").toString();
        assertThat(value("--port", Map.of(), "serve")).isEqualTo(8080);
        assertThat(value("--port", Map.of(), "serve", "--config", config)).isEqualTo(1001);
        assertThat(value("--port", Map.of("HUB_CONFIG", config), "serve")).isEqualTo(1001);
        assertThat(value("--port", Map.of("HUB_PORT", "1002"), "serve", "--config=" + config))
                .isEqualTo(1002);
        assertThat(value("--port", Map.of("HUB_PORT", "1002"), "serve", "--config", config, "--port", "1003"))
                .isEqualTo(1003);
        assertThat(value("--fold-age", Map.of(), "serve", "--config", config)).hasToString("PT7M");
    }

    @Test
    void aSwitchThatIsOnTwiceIsOnAndCanBeSwitchedOff() {
        Map<String, String> on = Map.of("HUB_OPEN", "true");
        assertThat(value("--open", Map.of(), "serve")).isEqualTo(false);
        assertThat(value("--open", Map.of(), "serve", "--open")).isEqualTo(true);
        assertThat(value("--open", on, "serve")).isEqualTo(true);
        assertThat(value("--open", on, "serve", "--open")).isEqualTo(true);
        assertThat(value("--open", on, "serve", "--open=false")).isEqualTo(false);
    }

    @Test
    void everyOptionHasAVariableAndAKey() throws IOException {
        Map<String, String> samples = new HashMap<>();
        samples.put("int", "77");
        samples.put("Integer", "77");
        samples.put("long", "77");
        samples.put("boolean", "true");
        samples.put("Duration", "PT1M17S");
        samples.put("Format", "JSON");
        samples.put("Level", "WARN");
        CommandLine serve = Objects.requireNonNull(
                HubCommand.commandLine(Map.of()).getSubcommands().get("serve"));
        for (OptionSpec option : serve.getCommandSpec().options()) {
            String name = option.longestName();
            if (option.usageHelp() || option.versionHelp() || name.equals("--config")) {
                continue;
            }
            String sample = samples.getOrDefault(option.type().getSimpleName(), "somewhere");
            String key = name.substring(2);
            String variable = "HUB_" + key.replace('-', '_').toUpperCase(Locale.ROOT);
            assertThat(value(name, Map.of(variable, sample), "serve"))
                    .as(variable)
                    .hasToString(sample);
            String config = file(key + " = " + sample).toString();
            assertThat(value(name, Map.of(), "serve", "--config", config))
                    .as(key)
                    .hasToString(sample);
        }
    }

    @Test
    void anUnknownKeyNamesTheNearest() throws IOException {
        Outcome outcome =
                run(Map.of(), "serve", "--config", file("fold-agee = PT1M").toString());
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err().strip())
                .hasLineCount(1)
                .contains("'fold-agee'")
                .contains("'fold-age'");
        assertThat(run(Map.of(), "serve", "--config", "/none/at/all").code()).isEqualTo(2);
        assertThatThrownBy(() -> HubCommand.commandLine(Map.of("HUB_CONFIG", "/none/at/all")))
                .hasMessageContaining("/none/at/all");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--port abc | --port",
                "--port 70000 | 70000",
                "--fold-age soon | --fold-age",
                "--fold-age PT0S | PT0S",
                "--fold-readings 0 | fold readings 0",
                "--heartbeat-seconds 0 | heartbeat",
                "--max-frame-bytes 1 | 1024",
                "--max-connections 0 | connections",
                "--max-viewers 0 | viewers",
                "--live-tick PT1M | tick",
                "--retention P30 | retention 'P30' is neither",
                "--retention PT1M | not in PT1H",
                "--retention =P1D | retention rule '=P1D' is not of the form",
                "--map-tiles https://tiles.example/{z}/{x}.png | has no {y}",
                "--map-tiles ftp://tiles.example/{z}/{x}/{y} | no http or https address",
                "--query-timeout PT0S | query timeout PT0S",
                "--qa-ranges pm10 | range 'pm10' is not of the form metric=least..most",
                "--open --host 0.0.0.0 | --open",
                "--host 0.0.0.0 | --insecure-lan",
                "--tls-key-file k.pem | give both --tls-certificate-file and --tls-key-file",
                "--tls-keystore-file a.p12 --tls-certificate-file c.pem --tls-key-file k.pem | either as --tls-certificate-file",
                "--tls-certificate-file no.pem --tls-key-file no.pem | no.pem cannot be read",
                "--http-redirect-port 80 | --http-redirect-port needs --tls-certificate-file",
                "--trusted-proxies proxy.example | trusted proxy 'proxy.example' is no IP address",
                "--proxy-protocol | --proxy-protocol needs --trusted-proxies",
                "--prot 1 | --prot"
            })
    void aBadValueGivesOneClearLine(String flags, String words) {
        Outcome outcome = run(Map.of(), ("serve --data " + folder.resolve("d") + " " + flags).split(" ", -1));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err().strip()).hasLineCount(1).contains(words);
        assertThat(folder.resolve("d")).doesNotExist();
    }

    @Test
    void withoutACommandTheHelpIsShown() {
        assertThat(run(Map.of()).code()).isEqualTo(2);
        Outcome help = run(Map.of(), "serve", "--help");
        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("--heartbeat-seconds", "HUB_FOLD_AGE");
        assertThat(run(Map.of(), "--version").out()).startsWith("telemetry-hub");
    }

    @Test
    void aTokenIsPrintedOnceAndOnlyItsHashIsKept() throws IOException {
        Outcome made = run(Map.of(), "token", "--device", "A", "--data", folder.toString());
        assertThat(made.code()).isZero();
        String token = made.out().strip();
        assertThat(token).hasSize(32);
        Path kept = folder.resolve("tokens");
        assertThat(Files.readString(kept)).startsWith("device A ").doesNotContain(token);
        assertThat(Files.getPosixFilePermissions(kept)).hasSize(2);
        TokenFile file = TokenFile.read(kept);
        assertThat(file.check(TokenFile.Kind.DEVICE, "A", token)).isEqualTo(TokenFile.Verdict.VALID);
        assertThat(file.isViewer(token)).isFalse();
        String newer = run(Map.of(), "token", "--device", "A", "--data", folder.toString())
                .out()
                .strip();
        file.reload();
        assertThat(file.check(TokenFile.Kind.DEVICE, "A", token)).isEqualTo(TokenFile.Verdict.WRONG);
        assertThat(file.check(TokenFile.Kind.DEVICE, "A", newer)).isEqualTo(TokenFile.Verdict.VALID);
        assertThat(run(Map.of(), "token", "--device", "a b", "--data", folder.toString())
                        .code())
                .isEqualTo(2);
        assertThat(run(Map.of(), "token", "--data", folder.toString()).code()).isEqualTo(2);
    }
}

package hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hub.ops.BackupOptions;
import hub.testing.Json;
import hub.testing.TestHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alarms and the dashboard in {@code monitoring/}. */
class MonitoringTest {

    private static final Path MONITORING = Path.of("..", "monitoring");
    private static final Pattern METRIC = Pattern.compile("\\b(?:hub|jvm|process)_[a-z0-9_]+");
    private static final Pattern ALERT = Pattern.compile("(?m)^ +- alert: (\\w+)$");
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(Hub\\w+)` \\|");

    @TempDir
    Path folder;

    private static Set<String> named(String text, Pattern pattern, int group) {
        Set<String> names = new TreeSet<>();
        pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(group))
                .forEach(names::add);
        return names;
    }

    @Test
    void everyMetricThatIsNamedExists() throws IOException {
        String alerts = Files.readString(MONITORING.resolve("alerts.yml"));
        String dashboard = Files.readString(MONITORING.resolve("grafana").resolve("hub-operation.json"));
        assertThat(Json.object(dashboard)).isNotNull();
        Set<String> named = named(alerts + dashboard, METRIC, 0);
        assertThat(named).hasSizeGreaterThan(20);
        BackupOptions daily = new BackupOptions(folder.resolve("backups"), Duration.ofDays(1), 1);
        try (TestHub hub = TestHub.start(folder.resolve("data"), settings -> settings.withBackups(daily))) {
            String shown = hub.get("/metrics").body();
            Set<String> samples = new HashSet<>(named(shown, Pattern.compile("(?m)^([a-z_0-9]+)[ {]"), 1));
            // Has no sample while all is well.
            samples.addAll(List.of("hub_health_problems"));
            assertThat(samples).containsAll(named);
        }
    }

    @Test
    void everyAlarmHasAnAdvice() throws IOException {
        Set<String> alarms = named(Files.readString(MONITORING.resolve("alerts.yml")), ALERT, 1);
        Set<String> advised = named(Files.readString(Path.of("..", "docs", "operations.md")), DOCUMENTED, 1);
        assertThat(alarms).hasSizeGreaterThan(10).isEqualTo(advised);
    }

    @Test
    void prometheusTakesTheRulesAndTheConfiguration() throws Exception {
        assumeTrue(isThere(), "promtool is not there (Debian: prometheus): the rules are not parsed");
        for (List<String> command : List.of(
                List.of("promtool", "check", "rules", "alerts.yml"),
                List.of("promtool", "check", "config", "--syntax-only", "prometheus.yml"))) {
            Path said = folder.resolve("said");
            Process tool = new ProcessBuilder(command)
                    .directory(MONITORING.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            assertThat(tool.waitFor()).as(Files.readString(said)).isZero();
        }
    }

    private static boolean isThere() throws InterruptedException {
        try {
            return new ProcessBuilder("promtool", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}

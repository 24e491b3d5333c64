package hub.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the documents say is so: their links lead somewhere, their calls are answered, their metrics are there. */
@Timeout(120)
class DocumentsTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");
    /** Those that send something are tested with what they send, where they are built. */
    private static final Pattern CALL = Pattern.compile("'http://127\\.0\\.0\\.1:8080(/[^']*)'(?! --data)");

    private static final Pattern METRIC = Pattern.compile("`((?:hub|jvm|process)_[a-z_]+)");
    private static final Pattern HAND_TYPED = Pattern.compile("(?m)^> (\\{.*})$");

    @TempDir
    private Path directory;

    @Test
    void linksLeadToFiles() {
        for (Path document : documents()) {
            for (MatchResult link : find(LINK, document)) {
                assertThat(document.resolveSibling(link.group(1)))
                        .as("link in %s", document)
                        .exists();
            }
        }
    }

    @Test
    void callsAreAnswered() {
        try (HubProcess hub = HubProcess.start(directory)) {
            sendByHand(hub);
            List<String> calls = documents().stream()
                    .flatMap(document -> find(CALL, document).stream())
                    .map(call -> call.group(1))
                    .toList();

            assertThat(calls).hasSizeGreaterThan(3);
            assertThat(calls).allSatisfy(call -> assertThat(hub.get(call)).isNotEmpty());
            assertThat(hub.get("/api/v1/readings?device=by-hand&format=csv")).contains(",by-hand,pm2_5,7.35");
        }
    }

    @Test
    void operationsNamesEveryMetric() {
        Path operations = Project.root().resolve("docs/operations.md");
        Set<String> documented = find(METRIC, operations).stream()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        try (HubProcess hub = HubProcess.start(directory)) {
            // Latencies are shown once there are any.
            sendByHand(hub);
            Set<String> shown = hub.get("/metrics")
                    .lines()
                    .filter(line -> line.startsWith("# TYPE "))
                    .map(line -> line.split(" ", -1)[2])
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(documented).isEqualTo(shown);
        }
    }

    /** Sends the reading that the README types by hand. */
    private static void sendByHand(HubProcess hub) {
        String reading =
                find(HAND_TYPED, Project.root().resolve("README.md")).get(0).group(1);
        WebSocket device = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(hub.webSocketAddress() + "/ws/devices/by-hand"), new WebSocket.Listener() {})
                .join();
        device.sendText(reading, true).join();
        await().until(() -> hub.metric("hub_readings_stored_total") >= 1);
        device.abort();
    }

    private static List<MatchResult> find(Pattern pattern, Path document) {
        try {
            return pattern.matcher(Files.readString(document)).results().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> documents() {
        try (Stream<Path> top = Files.list(Project.root());
                Stream<Path> docs = Files.list(Project.root().resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

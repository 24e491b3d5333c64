package hub.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import hub.protocol.testing.Golden;
import hub.protocol.testing.GoldenFrames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Keeps {@code docs/firmware.md} true: its frames are goldens, its program runs, its snippets are the clients'. */
@Timeout(120)
class FirmwareGuideTest {

    private static final Pattern FRAME = Pattern.compile("(?m)^```frame (\\S+)\\n([^`]*)^```$");
    private static final Pattern PYTHON = Pattern.compile("(?m)^```python\\n([^`]*)^```$");
    private static final Pattern SNIPPET = Pattern.compile("(?m)^```c\\n([^`]*)^```$");
    private static final Pattern ERROR_CODE = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| ");
    private static final Pattern CLOSE_CODE = Pattern.compile("(?<=[| ])((?:10|44)\\d\\d)(?= \\||,)");

    @TempDir
    private Path directory;

    @Test
    void framesAreGoldens() throws IOException {
        List<String> names = FRAME.matcher(guide())
                .results()
                .map(fence -> {
                    assertThat(Golden.bytes(hexOf(fence.group(2))))
                            .as(fence.group(1))
                            .isEqualTo(GoldenFrames.named(fence.group(1)).bytes());
                    return fence.group(1);
                })
                .toList();

        assertThat(names).containsExactly("absolute-ms-f32", "ack");
    }

    /** Hex stands at a line's beginning: three spaces and a word end it. */
    private static String hexOf(String lines) {
        return Arrays.stream(lines.split("\n"))
                .map(line -> line.replaceFirst(" {3,}\\S.*", ""))
                .collect(Collectors.joining(" "));
    }

    @Test
    void smallestThingWorks() throws IOException {
        String program = only(PYTHON, guide());
        try (HubProcess hub = HubProcess.start(directory)) {
            Path file = Files.writeString(
                    directory.resolve("smallest.py"), program.replace("8080", String.valueOf(hub.port())));

            assertThat(ClientProgram.run(directory, List.of("python3", file.toString())))
                    .contains("(129, 7, 1)");
            assertThat(hub.get("/api/v1/readings?device=smallest&format=csv")).contains(",smallest,temperature,21.37");
        }
        assertThat(program.lines().filter(line -> !line.isBlank()).count()).isLessThanOrEqualTo(30);
    }

    @Test
    void snippetsAreTheClients() throws IOException {
        String sources = "";
        for (String file : List.of("example_posix.c", "telemetry_client.c")) {
            sources += Files.readString(Project.root().resolve("clients/c").resolve(file));
        }
        List<String> lines = SNIPPET.matcher(guide())
                .results()
                .flatMap(fence -> fence.group(1).lines())
                .toList();

        assertThat(lines).hasSizeGreaterThan(5);
        assertThat(sources.lines().map(String::strip)).containsAll(lines);
    }

    @Test
    void everyCodeHasItsAdvice() throws IOException {
        assertThat(codes(ERROR_CODE, section(guide(), "## What can go wrong")))
                .containsExactlyElementsOf(codes(ERROR_CODE, section(protocol(), "## Errors")));
        assertThat(codes(CLOSE_CODE, section(guide(), "| close code")))
                .containsExactlyElementsOf(codes(CLOSE_CODE, section(protocol(), "## Closing")));
    }

    private static List<String> codes(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();
    }

    private static String only(Pattern pattern, String text) {
        List<String> found =
                pattern.matcher(text).results().map(match -> match.group(1)).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    /** From there to the next heading. */
    private static String section(String document, String start) {
        String rest = document.substring(document.indexOf("\n" + start) + 1);
        int end = rest.indexOf("\n## ", 1);
        return end < 0 ? rest : rest.substring(0, end);
    }

    private static String guide() throws IOException {
        return Files.readString(Project.root().resolve("docs/firmware.md"));
    }

    private static String protocol() throws IOException {
        return Files.readString(Project.root().resolve("docs/protocol.md"));
    }
}

package hub.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import hub.protocol.testing.Golden;
import hub.protocol.testing.GoldenFrames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/protocol.md} true: its examples are golden frames, its tables are the code's. */
final class ProtocolDocumentTest {

    private static final Pattern FENCE = Pattern.compile("(?m)^```(frame|json) (\\S+)\\n([^`]*)^```$");
    private static final Pattern CHANNEL = Pattern.compile("(?m)^\\| (\\d+) \\| `(\\w+)` \\| (\\S+) \\|$");
    private static final Pattern CODE = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| ");

    private final String document;

    ProtocolDocumentTest() throws IOException {
        document =
                Files.readString(Path.of(System.getProperty("hub.root", "..")).resolve("docs/protocol.md"));
    }

    @Test
    void everyExampleIsAGolden() {
        List<MatchResult> fences = FENCE.matcher(document).results().toList();
        assertThat(fences).hasSizeGreaterThan(10);
        for (MatchResult fence : fences) {
            Golden golden = GoldenFrames.named(fence.group(2));
            if (fence.group(1).equals("frame")) {
                assertThat(Golden.bytes(hexOf(fence.group(3))))
                        .as(golden.name())
                        .isEqualTo(golden.bytes());
            } else {
                assertThat(fence.group(3).strip()).as(golden.name()).isEqualTo(Golden.string(golden.json(), "text"));
            }
        }
    }

    /** Hex stands at a line's beginning: three spaces and a word end it. */
    private static String hexOf(String lines) {
        return Arrays.stream(lines.split("\n"))
                .map(line -> line.replaceFirst(" {3,}\\S.*", ""))
                .collect(Collectors.joining(" "));
    }

    @Test
    void noExampleGoesUnread() {
        long fences = Pattern.compile("(?m)^```(frame|json)")
                .matcher(document)
                .results()
                .count();
        assertThat(FENCE.matcher(document).results().count()).isEqualTo(fences);
    }

    @Test
    void theChannelsAreTheStandardOnes() {
        assertThat(CHANNEL.matcher(document)
                        .results()
                        .map(row ->
                                new Channel(Integer.parseInt(row.group(1)), new Metric(row.group(2)), row.group(3))))
                .containsExactlyElementsOf(Channel.standard());
    }

    @Test
    void theErrorCodesAreAllThereAre() {
        String errors = document.substring(document.indexOf("\n## Errors"), document.indexOf("\n## Liveness"));
        assertThat(CODE.matcher(errors).results().map(row -> row.group(1)))
                .containsExactlyElementsOf(Arrays.stream(Refusal.Code.values())
                        .map(Refusal.Code::wireName)
                        .toList());
    }
}

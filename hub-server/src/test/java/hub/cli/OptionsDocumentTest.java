package hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of options in {@code docs/operations.md} and those that {@code serve} has: the same, with the same defaults. */
class OptionsDocumentTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `--([a-z-]+)` \\| (`[^`]*`|–) \\| (yes|) ?\\|");

    @Test
    void theTableIsWhatServeTakes() throws IOException {
        List<String> documented = ROW.matcher(Files.readString(Path.of("..", "docs", "operations.md")))
                .results()
                .map(OptionsDocumentTest::row)
                .toList();
        List<String> real = ServeLine.read(Map.of(), List.of()).options().stream()
                .map(option -> option.key() + " "
                        + (option.value() == null || option.value().isEmpty() ? "–" : "`" + option.value() + "`") + " "
                        + (option.reloaded() ? "yes" : ""))
                .toList();
        assertThat(documented).containsExactlyInAnyOrderElementsOf(real);
    }

    private static String row(MatchResult row) {
        return row.group(1) + " " + row.group(2) + " " + row.group(3);
    }
}

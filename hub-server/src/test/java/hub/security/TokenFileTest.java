package hub.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.security.TokenFile.Kind;
import hub.security.TokenFile.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFileTest {

    private static final String HASH = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @TempDir
    Path folder;

    @Test
    void aFileThatGoesAndComesBackIsReadAgain() throws IOException {
        Path path = folder.resolve("tokens");
        TokenFile file = TokenFile.read(path);
        String token = file.add(Kind.DEVICE, "A");
        Path aside = folder.resolve("aside");
        Files.move(path, aside);
        file.reload();
        assertThat(file.check(Kind.DEVICE, "A", token)).isEqualTo(Verdict.WRONG);
        Files.move(aside, path);
        file.reload();
        assertThat(file.check(Kind.DEVICE, "A", token)).isEqualTo(Verdict.VALID);
    }

    @Test
    void anotherFileOfTheSameAgeIsReadAgain() throws IOException {
        Path path = folder.resolve("tokens");
        FileTime age = FileTime.fromMillis(1_000_000);
        TokenFile file = TokenFile.read(path);
        String first = file.add(Kind.DEVICE, "A");
        Files.setLastModifiedTime(path, age);
        file.reload();
        TokenFile other = TokenFile.read(path);
        String second = other.add(Kind.DEVICE, "A");
        Files.setLastModifiedTime(path, age);
        file.reload();
        assertThat(file.check(Kind.DEVICE, "A", first)).isEqualTo(Verdict.WRONG);
        assertThat(file.check(Kind.DEVICE, "A", second)).isEqualTo(Verdict.VALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "device A",
                "device A secret-token",
                "device A " + HASH + " off",
                "robot A " + HASH,
                "device a/b " + HASH,
                "viewer e@f " + HASH
            })
    void aLineThatMakesNoSenseIsNamedButNotShown(String line) throws IOException {
        Path path = Files.writeString(folder.resolve("tokens"), "# people\n\n" + line + "\n");
        assertThatThrownBy(() -> TokenFile.read(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 3")
                .hasMessageNotContaining("secret-token")
                .hasMessageNotContaining(HASH);
    }

    @Test
    void aBrokenFileLeavesTheTokensThatAreKnown() throws IOException {
        Path path = folder.resolve("tokens");
        TokenFile file = TokenFile.read(path);
        String token = file.add(Kind.VIEWER, "eve");
        Files.writeString(path, "nonsense");
        assertThatThrownBy(file::reload).isInstanceOf(IllegalArgumentException.class);
        assertThat(file.isViewer(token)).isTrue();
    }
}

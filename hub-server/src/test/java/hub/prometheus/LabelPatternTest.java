package hub.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.protocol.testing.Seeded;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns for labels, beside Java's own. */
class LabelPatternTest {

    private static final String[] ATOMS = {
        "a", "b", "c", ".", "[ab]", "[^a]", "\\.", "\\d", "\\w", "\\W", "[a-c1-3]", "[]a]", "-", "[\\d.]", "[b-]"
    };

    private static String random(SplittableRandom random, int depth) {
        StringBuilder pattern = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            boolean group = depth > 0 && random.nextInt(3) == 0;
            pattern.append(
                    group
                            ? (random.nextBoolean() ? "(" : "(?:") + random(random, depth - 1) + ")"
                            : ATOMS[random.nextInt(ATOMS.length)]);
            pattern.append(new String[] {"", "", "", "*", "+", "?", "|"}[random.nextInt(7)]);
        }
        return pattern.toString();
    }

    /** In Java a bracket that closes at once is another thing. */
    private static Pattern java(String pattern) {
        return Pattern.compile(pattern.replace("[]a]", "[\\]a]"));
    }

    @Test
    void itMatchesWhatJavaMatches() {
        Seeded.check(3_000, random -> {
            String text = random(random, 3);
            LabelPattern pattern = LabelPattern.parse(text);
            Pattern java = java(text);
            for (int i = 0; i < 30; i++) {
                StringBuilder label = new StringBuilder();
                for (int left = random.nextInt(6); left > 0; left--) {
                    label.append("abc1.-]".charAt(random.nextInt(7)));
                }
                assertThat(pattern.matches(label.toString()))
                        .as("'%s' and '%s'", text, label)
                        .isEqualTo(java.matcher(label).matches());
            }
        });
    }

    /** Each would keep a machine that tries one way after the other busy for years. */
    @ParameterizedTest
    @ValueSource(strings = {"(a*)*b", "(a|aa)+b", "(.*)*(.*)*(.*)*x", "((a?)*)*c", "(a+)+(a+)+(a+)+b"})
    void noPatternTakesLong(String pattern) {
        LabelPattern parsed = LabelPattern.parse(pattern);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(parsed.matches("a".repeat(5_000))).isFalse());
    }

    @Test
    void aListOfManyDevicesIsAPattern() {
        String list = String.join(
                "|",
                java.util.stream.IntStream.range(0, 2_000)
                        .mapToObj(i -> "dev" + i)
                        .toList());
        LabelPattern pattern = LabelPattern.parse("(" + list + ")");
        assertThat(pattern.matches("dev1999")).isTrue();
        assertThat(pattern.matches("dev0")).isTrue();
        assertThat(pattern.matches("dev2000")).isFalse();
        assertThat(pattern.matches("")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^a",
                "a$",
                "a{2}",
                "(?i)a",
                "(?=a)",
                "[[:alpha:]]",
                "(a",
                "a)",
                "[a",
                "*a",
                "\\b",
                "\\1",
                "[b-a]",
                "\\"
            })
    void whatIsNotThereIsSaid(String pattern) {
        assertThatThrownBy(() -> LabelPattern.parse(pattern))
                .isInstanceOf(PrometheusException.class)
                .hasMessageContaining("cannot be used:");
    }

    @Test
    void depthAndGrowthAreBounded() {
        assertThatThrownBy(() -> LabelPattern.parse("(".repeat(10_000) + "a" + ")".repeat(10_000)))
                .hasMessageContaining("characters");
        assertThatThrownBy(() -> LabelPattern.parse("(".repeat(60) + "a" + ")".repeat(60)))
                .hasMessageContaining("deep");
        assertThat(LabelPattern.parse("a" + "*".repeat(8_000)).matches("aaa")).isTrue();
    }
}

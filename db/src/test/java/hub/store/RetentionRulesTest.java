package hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.protocol.DeviceId;
import hub.protocol.Metric;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionRulesTest {

    @ParameterizedTest
    @CsvSource({
        "test-1, pm10, P1D",
        "test-1, battery, P1D",
        "roof, battery, P30D",
        "roof, pm10, P365D",
        "atest-1, pm10, P365D",
    })
    void takesTheFirstRuleThatFits(String device, String metric, String keep) {
        RetentionRules rules = RetentionRules.parse("test-*/* = P1D, battery=P30D, P365D");
        assertThat(keepOf(rules, device, metric))
                .isEqualTo(OptionalLong.of(Duration.parse(keep).toMillis() * 1_000));
    }

    @Test
    void keepsWhatNoRuleNames() {
        RetentionRules rules = RetentionRules.parse("roof/pm10=forever,roof/*=P7D,a*c/x*=PT1H");
        assertThat(keepOf(rules, "roof", "pm10")).isEmpty();
        assertThat(keepOf(rules, "roof", "co2")).isPresent();
        assertThat(keepOf(rules, "cellar", "co2")).isEmpty();
        assertThat(keepOf(rules, "abc", "x:y")).isPresent();
        assertThat(keepOf(rules, "ac", "x")).isPresent();
        assertThat(keepOf(rules, "ab", "x")).isEmpty();
        assertThat(RetentionRules.KEEP_ALL.keepMicros(new DeviceId("a"), new Metric("b")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "P1M | neither an ISO 8601 duration",
                "pm10=soon | 'soon' is neither",
                "PT59M | 'PT59M' is not in PT1H..P36500D",
                "P40000D | not in PT1H",
                "/pm10=P1D | rule '/pm10=P1D' is not of the form",
                "=P1D | not of the form",
                "P1D,,P2D | '' is neither",
            })
    void saysWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> RetentionRules.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static OptionalLong keepOf(RetentionRules rules, String device, String metric) {
        return rules.keepMicros(new DeviceId(device), new Metric(metric));
    }
}

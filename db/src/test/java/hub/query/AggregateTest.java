package hub.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.query.Aggregate.Kind;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AggregateTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "count",
                "avg",
                "min",
                "max",
                "sum",
                "first",
                "last",
                "stddev",
                "rate",
                "coverage",
                "p50",
                "p95",
                "p99.9",
                "p100",
                "p0.000001"
            })
    void namesReadBack(String name) {
        assertThat(Aggregate.parse(name).orElseThrow().name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "AVG", "percentile", "p", "p0", "p100.1", "p101", "p5.1234567", "p-1", "p1e1", "p٣", "median"
            })
    void othersAreNone(String name) {
        assertThat(Aggregate.parse(name)).isEmpty();
    }

    /** Number ⌈p / 100 · n⌉, whatever binary fractions make of p. */
    @ParameterizedTest
    @CsvSource({
        "p50, 1, 1", "p50, 2, 1", "p50, 3, 2", "p95, 20, 19", "p95, 21, 20", "p95, 100, 95", "p99.9, 1000, 999",
        "p99.9, 10, 10", "p100, 7, 7", "p0.1, 1000, 1", "p0.1, 1001, 2", "p7, 100, 7", "p14, 50, 7", "p28, 25, 7",
        "p55, 100, 55", "p0.000001, 100000000, 1", "p99.999999, 2147483639, 2147483618", "p95, 2147483639, 2040109458"
    })
    void ranksAreExact(String name, long count, long rank) {
        assertThat(Aggregate.parse(name).orElseThrow().rank(count)).isEqualTo(rank);
    }

    @Test
    void percentagesBelongToPercentiles() {
        assertThatThrownBy(() -> Aggregate.of(Kind.PERCENTILE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Aggregate(Kind.AVG, BigDecimal.ONE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Aggregate.percentile(new BigDecimal("100.5"))).hasMessageContaining("100.5");
    }
}

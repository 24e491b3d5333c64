package hub.benchmark.question;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswerTest {

    private final Answer answer = new Answer().row(1, 2.5).row(2, Double.NaN);

    @Test
    void sumsMayBeRoundedDifferently() {
        assertThat(answer.agreesWith(new Answer().row(1, 2.5 * (1 + 1e-12)).row(2, Double.NaN)))
                .isTrue();
        assertThat(new Answer().row(0).agreesWith(new Answer().row(1e-15))).isTrue();
    }

    @Test
    void whatIsOtherwiseDisagrees() {
        assertThat(answer.agreesWith(new Answer().row(1, 2.5 * (1 + 1e-8)).row(2, Double.NaN)))
                .isFalse();
        assertThat(answer.agreesWith(new Answer().row(1, 2.5).row(2, 0))).isFalse();
        assertThat(answer.agreesWith(new Answer().row(1, 2.5).row(2, Double.NaN).row(3, 1)))
                .isFalse();
        assertThat(answer.agreesWith(new Answer().row(1, 2.5))).isFalse();
        assertThat(new Answer().row(0).agreesWith(new Answer().row(1e-11))).isFalse();
        // Four cells either way, but not the same rows.
        assertThat(answer.agreesWith(new Answer().row(1, 2.5, 2, Double.NaN))).isFalse();
    }

    @Test
    void rowsAreSorted() {
        Answer unsorted = new Answer().row(2, 1).row(1, 3).row(1, 2);
        assertThat(unsorted.sorted().cells()).containsExactly(1, 2, 1, 3, 2, 1);
        assertThat(new Answer().sorted().rows()).isZero();
    }

    @Test
    void checksumsTellOrder() {
        assertThat(new Answer().row(1, 2).checksum())
                .isNotEqualTo(new Answer().row(2, 1).checksum());
        assertThat(answer.toString()).startsWith("2 rows, checksum ");
    }
}

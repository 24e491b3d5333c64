package hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ImportLinesTest {

    private static final long SECOND = 1_000_000_000;

    private final StringWriter said = new StringWriter();
    private final AtomicLong clock = new AtomicLong();
    private final ImportLines lines = new ImportLines(new PrintWriter(said), clock::get);

    @Test
    void saysRateAndTimeLeftEverySecond() {
        lines.at(0, 0, 1_000);
        clock.addAndGet(2 * SECOND);
        lines.at(3_000_000, 400, 1_000);
        lines.at(3_100_000, 410, 1_000);
        assertThat(said)
                .hasToString(
                        "[============                  ]  40 %  3,000,000 readings, 1,500,000 a second, 3 s left\n");
    }

    @Test
    void countsWhatWasThereBeforeNeitherAsFastNorAsDone() {
        lines.resumed(2_000_000);
        lines.at(2_000_000, 500, 1_000);
        clock.addAndGet(SECOND);
        lines.at(2_100_000, 600, 1_000);
        assertThat(said.toString().lines())
                .containsExactly(
                        "going on where the last import was interrupted: 2,000,000 readings are stored",
                        "[==================            ]  60 %  2,100,000 readings, 100,000 a second, 4 s left");
    }

    @Test
    void saysNothingOfTheEndOfStandardInput() {
        clock.addAndGet(2 * SECOND);
        lines.at(10, 400, 0);
        assertThat(said).hasToString("10 readings, 5 a second\n");
    }
}

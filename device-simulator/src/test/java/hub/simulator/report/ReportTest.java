package hub.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import hub.simulator.report.Tally.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class ReportTest {

    private final Tally tally = new Tally();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long now;

    @Test
    void theProgressLineTellsHowItGoes() {
        Histogram latencies = new Histogram(2);
        for (int i = 1; i <= 100; i++) {
            latencies.recordValue(i * 100L);
        }

        assertThat(ProgressLine.of(someCounts(), latencies, 1_234.4))
                .isEqualTo("connected 1/2 · sent 12,345 readings · acked 12,000 · refused 5 · dropped 40"
                        + " · ack p50 5.0 ms p99 9.9 ms · 1,234/s");
    }

    @Test
    void theSummaryIsForPrograms() {
        assertThat(ProgressLine.summary(someCounts(), new Histogram(2), 12.34))
                .isEqualTo("done: devices=2 readings=12400 acknowledged=12000 refused=5 duplicates-resent=7 bad-rows=1"
                        + " seconds=12.3 dropped=40 unacknowledged=355 turned-away=0 ack-p50-ms=0.0 ack-p99-ms=0.0");
    }

    @Test
    void readingsThatWereOfferedAreSettledOnce() throws Exception {
        tally.offered(3);
        tally.offered(4);
        tally.settled(Outcome.ACKNOWLEDGED, 3);
        assertThat(tally.awaitSettled(0)).isFalse();
        tally.settled(Outcome.REFUSED, 4);
        assertThat(tally.awaitSettled(0)).isTrue();
        assertThat(tally.counts().outstanding()).isZero();
    }

    @Test
    void plainProgressIsALineEveryTenSeconds() {
        Progress progress =
                new Progress(tally, new Notices(text -> {}), screen(false), Progress.Style.PLAIN, () -> now);
        for (now = 0; now <= 25_000_000_000L; now += 100_000_000L) {
            progress.tick();
        }
        progress.finish();

        assertThat(lines()).hasSize(3);
        assertThat(lines().get(0))
                .startsWith("connected 0/0")
                .contains("ack p50 – p99 –")
                .endsWith("0/s");
        assertThat(lines().get(2)).startsWith("done: devices=0");
    }

    @Test
    void onATerminalTheLineIsRewrittenAndNothingTearsIt() {
        Screen screen = screen(true);
        screen.live("one");
        screen.live("two");
        screen.print("between");
        screen.endLive();
        screen.print("end");

        assertThat(text()).isEqualTo("one\r\u001b[Ktwo\r\u001b[Kbetween\ntwo\nend\n");
    }

    @Test
    void noticesOfAKindAreSummedUpAfterTheThird() {
        List<String> lines = new ArrayList<>();
        Notices notices = new Notices(lines::add);
        for (int i = 1; i <= 50; i++) {
            notices.add("connection lost", "dev-" + i + ": gone");
        }
        notices.add("other", "something else");
        notices.flush();
        notices.flush();
        notices.add("connection lost", "again");

        assertThat(lines)
                .containsExactly(
                        "dev-1: gone",
                        "dev-2: gone",
                        "dev-3: gone",
                        "something else",
                        "… and 47 more: connection lost",
                        "again");
    }

    private Tally.Counts someCounts() {
        tally.deviceAdded();
        tally.deviceAdded();
        tally.deviceConnected();
        tally.offered(12_400);
        tally.sent(12_345, false);
        tally.sent(7, true);
        tally.settled(Outcome.ACKNOWLEDGED, 12_000);
        tally.settled(Outcome.REFUSED, 5);
        tally.settled(Outcome.DROPPED, 40);
        tally.badRow();
        return tally.counts();
    }

    private Screen screen(boolean terminal) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new Screen(stream, stream, terminal);
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    private List<String> lines() {
        return text().lines().toList();
    }
}

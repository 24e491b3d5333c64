package hub.simulator.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** A hub that gives back all but one thing right is found out, whatever the one thing is and wherever. */
class ComparisonTest {

    private static final Plan PLAN = new Plan(7, 1, "dev-", 1_700_000_000_000_000L);
    private static final int FRAMES = 5;
    private static final int COUNT = 10;

    private record Row(long time, int metric, double value) {}

    private final FrameRun run = new FrameRun(0, PLAN.epoch(0), 1, FRAMES);

    ComparisonTest() {
        for (int seq = 1; seq <= FRAMES; seq++) {
            run.sent(new SentFrame(0, PLAN.epoch(0), seq, COUNT, PLAN.startMicros() + 1_000L * seq));
            run.acknowledged(seq);
        }
    }

    @Test
    void allAsSentIsClean() {
        assertThat(faults(rows -> {})).isEmpty();
    }

    @Test
    void aReadingThatIsNotThereIsMissing() {
        everywhere(at -> assertThat(faults(rows -> rows.remove(at))).isEqualTo(Map.of(Fault.MISSING, 1L)));
        assertThat(faults(List::clear)).isEqualTo(Map.of(Fault.MISSING, (long) FRAMES * COUNT));
    }

    @Test
    void aReadingThatComesTwiceIsDuplicated() {
        everywhere(at -> {
            assertThat(faults(rows -> rows.add(at, rows.get(at)))).isEqualTo(Map.of(Fault.DUPLICATED, 1L));
            assertThat(faults(rows -> rows.add(rows.get(at)))).isEqualTo(Map.of(Fault.DUPLICATED, 1L));
        });
    }

    @Test
    void aReadingThatComesBehindALaterOneIsReordered() {
        for (int at = 0; at + 1 < FRAMES * COUNT; at++) {
            int first = at;
            assertThat(faults(rows -> Collections.swap(rows, first, first + 1))).isEqualTo(Map.of(Fault.REORDERED, 1L));
        }
        assertThat(faults(rows -> rows.add(rows.remove(0)))).isEqualTo(Map.of(Fault.REORDERED, 1L));
    }

    @Test
    void anotherValueIsWrong() {
        everywhere(at -> assertThat(faults(rows -> {
                    Row row = rows.get(at);
                    rows.set(at, new Row(row.time(), row.metric(), Math.nextUp(row.value())));
                }))
                .isEqualTo(Map.of(Fault.WRONG, 1L)));
    }

    @Test
    void twoValuesExchangedAreWrong() {
        assertThat(faults(rows -> {
                    Row one = rows.get(3);
                    Row other = rows.get(7);
                    rows.set(3, new Row(one.time(), one.metric(), other.value()));
                    rows.set(7, new Row(other.time(), other.metric(), one.value()));
                }))
                .isEqualTo(Map.of(Fault.WRONG, 2L));
    }

    @Test
    void anotherTimeIsWrongWhetherEarlierOrLater() {
        for (long shift : new long[] {-100, 100}) {
            assertThat(faults(rows -> {
                        // The first of a frame for earlier, the last for later, so that the order stays.
                        int at = shift < 0 ? 2 * COUNT : 3 * COUNT - 1;
                        Row row = rows.get(at);
                        rows.set(at, new Row(row.time() + shift, row.metric(), row.value()));
                    }))
                    .isEqualTo(Map.of(Fault.WRONG, 1L));
        }
    }

    @Test
    void aReadingThatNobodySentIsUnsent() {
        assertThat(faults(rows -> rows.add(COUNT, new Row(rows.get(COUNT).time() - 1, 2, 4.25))))
                .isEqualTo(Map.of(Fault.UNSENT, 1L));
        assertThat(faults(rows -> rows.add(COUNT, new Row(rows.get(COUNT).time(), -1, 4.25))))
                .isEqualTo(Map.of(Fault.UNSENT, 1L));
    }

    @Test
    void aFrameThatWasNotAcknowledgedMayBeThereOrNot() {
        FrameRun open = new FrameRun(0, PLAN.epoch(0), 1, 1);
        open.sent(new SentFrame(0, PLAN.epoch(0), 1, COUNT, PLAN.startMicros()));
        List<Row> rows = rows(open);

        assertThat(compare(open, List.of()).isClean()).isTrue();
        Findings there = compare(open, rows);
        assertThat(there.isClean()).isTrue();
        assertThat(there.unacknowledgedStoredReadings()).isEqualTo(COUNT);
        rows.set(0, new Row(rows.get(0).time(), 0, -1));
        assertThat(compare(open, rows).count(Fault.WRONG)).isEqualTo(1);
    }

    @Test
    void aFaultIsToldInWords() {
        List<Row> rows = rows(run);
        rows.remove(0);

        assertThat(compare(run, rows).examples())
                .singleElement()
                .asString()
                .startsWith("missing: dev-0001 humidity at 2023-11-14T22:13:20.001Z = ")
                .endsWith(", frame 1");
    }

    private static void everywhere(IntConsumer check) {
        for (int at = 0; at < FRAMES * COUNT; at++) {
            check.accept(at);
        }
    }

    /** What is found when a hub gives back what was sent, but changed. */
    private Map<Fault, Long> faults(Consumer<List<Row>> change) {
        List<Row> rows = rows(run);
        change.accept(rows);
        Findings findings = compare(run, rows);
        assertThat(findings.storedReadings()).isEqualTo(rows.size());
        Map<Fault, Long> faults = new EnumMap<>(Fault.class);
        for (Fault fault : Fault.values()) {
            if (findings.count(fault) > 0) {
                faults.put(fault, findings.count(fault));
            }
        }
        return faults;
    }

    private static Findings compare(FrameRun run, List<Row> rows) {
        Comparison comparison = new Comparison(PLAN.device(0), new ExpectedReadings(PLAN.seed(), run, 0, run.frames()));
        rows.forEach(row -> comparison.row(row.time(), row.metric(), row.value()));
        return comparison.end();
    }

    private static List<Row> rows(FrameRun run) {
        List<Row> rows = new ArrayList<>();
        for (int at = 0; at < run.frames(); at++) {
            SentFrame frame = run.frame(at);
            for (int i = 0; i < frame.count(); i++) {
                rows.add(new Row(
                        ReadingPattern.timeMicros(frame.baseMicros(), i),
                        ReadingPattern.metric(i),
                        ReadingPattern.value(PLAN.seed(), frame, i)));
            }
        }
        return rows;
    }
}

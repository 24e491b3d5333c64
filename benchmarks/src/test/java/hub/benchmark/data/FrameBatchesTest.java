package hub.benchmark.data;

import static org.assertj.core.api.Assertions.assertThat;

import hub.benchmark.data.FrameBatches.Sent;
import hub.entry.Entry;
import hub.protocol.frame.ReadingsFrame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameBatchesTest {

    private static final List<SeriesName> SERIES =
            List.of(new SeriesName("a", "pm10"), new SeriesName("a", "pm2_5"), new SeriesName("b", "pressure"));

    private final List<List<Sent>> batches = new ArrayList<>();
    private final FrameBatches frames = new FrameBatches(SERIES, 4, batches::add);

    @Test
    void aBatchHasAFrameOfEachDevice() {
        frames.reading(0, 1_000, 7.35);
        frames.reading(2, 1_001, 1013.25);
        frames.reading(1, 1_002, -0.5);
        frames.reading(0, 999, 8);
        frames.reading(2, 2_000, 1013.5);
        frames.flush();

        assertThat(batches).hasSize(2);
        assertThat(batches.get(0).stream().map(FrameBatchesTest::text))
                .containsExactly("a 1: 4@1000=7.35 2@1002=-0.5 4@999=8.0", "b 1: 7@1001=1013.25");
        assertThat(batches.get(1).stream().map(FrameBatchesTest::text)).containsExactly("b 2: 7@2000=1013.5");
    }

    @Test
    void aValueThatNoF32IsGoesAsF64() {
        frames.reading(0, 0, 1.0000000001);
        frames.flush();
        frames.reading(0, 1, 7.35);
        frames.flush();

        assertThat(batches.stream().map(batch -> text(batch.get(0))))
                .containsExactly("a 1: 4@0=1.0000000001", "a 2: 4@1=7.35");
        assertThat(batches.stream().map(batch -> batch.get(0).received().frame().f64()))
                .containsExactly(true, false);
    }

    @Test
    void aGapThatNoOffsetSpansBeginsAFrame() {
        frames.reading(0, 0, 1);
        frames.reading(0, 1L << 32, 2);
        frames.flush();

        assertThat(batches.get(0).stream().map(FrameBatchesTest::text))
                .containsExactly("a 1: 4@0=1.0", "a 2: 4@4294967296=2.0");
    }

    @Test
    void receiveTimesOfADeviceDiffer() {
        frames.reading(0, 5_000, 1);
        frames.flush();
        frames.reading(0, 4_000, 1);
        frames.flush();

        assertThat(batches.stream().map(batch -> batch.get(0).receivedAtMicros()))
                .containsExactly(5_000_000L, 5_000_001L);
    }

    private static String text(Sent sent) {
        Entry.Readings entry = sent.received();
        ReadingsFrame frame = entry.frame();
        StringBuilder text = new StringBuilder(entry.device() + " " + frame.seq() + ":");
        for (int i = 0; i < frame.count(); i++) {
            long millis = frame.time(i, entry.receivedAtMicros()) / 1_000;
            text.append(" ")
                    .append(frame.channel(i))
                    .append("@")
                    .append(millis)
                    .append("=")
                    .append(frame.value(i));
        }
        return text.toString();
    }
}

package hub.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;

import hub.protocol.ChannelTable;
import hub.protocol.DeviceId;
import hub.protocol.frame.FrameDecoder;
import hub.protocol.frame.ReadingsFrame;
import hub.simulator.client.OutgoingFrame;
import hub.simulator.replay.Recording.NumberedRow;
import hub.simulator.replay.Row.Measurement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FrameBuilderTest {

    private static final long NOON = 1_558_353_600_000_000L;

    private final FrameBuilder frames = new FrameBuilder(9);

    @Test
    void valuesComeBackExactInF32WhereTheyCan() {
        frames.add(row(1, NOON, 101054.75, 7.35, 1.0 / 4));

        ReadingsFrame frame = take();

        assertThat(frame.f64()).isFalse();
        assertThat(values(frame)).containsExactly(101054.75, 7.35, 0.25);
    }

    @Test
    void andInF64WhereTheyCannot() {
        frames.add(row(1, NOON, 7.35, 101054.123));

        ReadingsFrame frame = take();

        assertThat(frame.f64()).isTrue();
        assertThat(values(frame)).containsExactly(7.35, 101054.123);
        frames.add(row(2, NOON, 1e300));
        assertThat(values(take())).containsExactly(1e300);
    }

    @Test
    void aFrameOfSeveralRowsHasTheNumberOfTheLast() {
        frames.add(row(4, NOON, 1));
        frames.add(row(6, NOON + 148_000_000, 2, 3));
        frames.add(row(7, NOON - 1_000, 4));

        ReadingsFrame frame = take();

        assertThat(frame.epoch()).isEqualTo(9);
        assertThat(frame.seq()).isEqualTo(7);
        assertThat(frame.claimedTime(0, 0)).isEqualTo(NOON);
        assertThat(frame.claimedTime(1, 0)).isEqualTo(NOON + 148_000_000);
        assertThat(frame.claimedTime(2, 0)).isEqualTo(NOON + 148_000_000);
        assertThat(frame.claimedTime(3, 0)).isEqualTo(NOON - 1_000);
        assertThat(frames.rows()).isZero();
    }

    @Test
    void microsecondsSurvive() {
        frames.add(row(1, NOON, 1));
        frames.add(row(2, NOON + 123_456, 2));

        ReadingsFrame frame = take();

        assertThat(frame.micros()).isTrue();
        assertThat(frame.claimedTime(1, 0)).isEqualTo(NOON + 123_456);
    }

    @Test
    void takesNoRowThatIsTooFarAway() {
        frames.add(row(1, NOON, 1));
        long days24 = 24L * 86_400_000_000L;

        assertThat(frames.fits(row(2, NOON + days24, 1).row())).isTrue();
        assertThat(frames.fits(row(2, NOON + days24 + 1, 1).row())).isFalse();
        assertThat(frames.fits(row(2, NOON + 25L * 86_400_000_000L, 1).row())).isFalse();
        frames.add(row(2, NOON + days24, 1));
        assertThat(frames.fits(row(3, NOON + 1, 1).row())).isFalse();
    }

    @Test
    void takesNoMoreReadingsThanAFrameHasRoomFor() {
        double[] many = new double[4_000];
        frames.add(row(1, NOON, many));

        assertThat(frames.fits(row(2, NOON, new double[96]).row())).isTrue();
        assertThat(frames.fits(row(2, NOON, new double[97]).row())).isFalse();
    }

    private ReadingsFrame take() {
        OutgoingFrame frame = frames.take();
        return (ReadingsFrame) FrameDecoder.decode(frame.bytes(), ChannelTable.STANDARD);
    }

    private static double[] values(ReadingsFrame frame) {
        double[] values = new double[frame.count()];
        for (int i = 0; i < values.length; i++) {
            values[i] = frame.value(i);
        }
        return values;
    }

    private static NumberedRow row(long number, long micros, double... values) {
        List<Measurement> measurements = Arrays.stream(values)
                .mapToObj(value -> new Measurement(5, value))
                .toList();
        return new NumberedRow(new Row(new DeviceId("d"), micros, Optional.empty(), measurements), number);
    }
}

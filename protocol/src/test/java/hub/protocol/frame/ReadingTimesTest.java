package hub.protocol.frame;

import static org.assertj.core.api.Assertions.assertThat;

import hub.protocol.ChannelTable;
import hub.protocol.Refusal.Code;
import hub.protocol.Timestamps;
import org.junit.jupiter.api.Test;

/** Under which time a reading is stored. */
final class ReadingTimesTest {

    /** When the hub received the frame, in µs. */
    private static final long NOW = 1_790_000_000_123_456L;

    private static final long MINUTE = 60_000_000L;

    @Test
    void hubTimeIsTheReceiveTime() {
        assertThat(time(ReadingsFrameEncoder.hubTime(false, 0, 0).add(5, 1))).isEqualTo(NOW);
    }

    @Test
    void absoluteTimesAreTakenAsTheyAre() {
        assertThat(time(absolute(false, 1_789_999_999_001L))).isEqualTo(1_789_999_999_001_000L);
        assertThat(time(absolute(true, 1_789_999_999_001_002L))).isEqualTo(1_789_999_999_001_002L);
        assertThat(time(absolute(false, 0))).isZero();
        assertThat(time(absolute(false, -1))).isEqualTo(-1_000);
    }

    @Test
    void agesCountBackFromTheReceiveTime() {
        assertThat(time(age(false, 2_500))).isEqualTo(NOW - 2_500_000);
        assertThat(time(age(true, 2_500))).isEqualTo(NOW - 2_500);
        assertThat(time(age(true, 0))).isEqualTo(NOW);
    }

    @Test
    void offsetsAreAddedToTheBaseMoment() {
        assertThat(time(based(TimeMode.ABSOLUTE, false, 1_789_999_999_001L, -1)))
                .isEqualTo(1_789_999_999_000_000L);
        assertThat(time(based(TimeMode.ABSOLUTE, true, 1_789_999_999_001_002L, 3)))
                .isEqualTo(1_789_999_999_001_005L);
        assertThat(time(based(TimeMode.AGE, false, 60_000, 1_000))).isEqualTo(NOW - 59_000_000);
        assertThat(time(based(TimeMode.AGE, true, 60_000, -1_000))).isEqualTo(NOW - 61_000);
        assertThat(time(based(TimeMode.AGE, false, 0, Integer.MIN_VALUE))).isEqualTo(NOW - 2_147_483_648_000L);
    }

    @Test
    void fiveMinutesAheadAreTaken() {
        assertThat(time(absolute(true, NOW + 5 * MINUTE))).isEqualTo(NOW + 5 * MINUTE);
        assertThat(time(based(TimeMode.ABSOLUTE, true, NOW, (int) (5 * MINUTE))))
                .isEqualTo(NOW + 5 * MINUTE);
        assertThat(time(age(true, -5 * MINUTE))).isEqualTo(NOW + 5 * MINUTE);
    }

    @Test
    void furtherAheadIsTheReceiveTime() {
        assertThat(time(absolute(true, NOW + 5 * MINUTE + 1))).isEqualTo(NOW);
        assertThat(time(based(TimeMode.ABSOLUTE, true, NOW, (int) (5 * MINUTE) + 1)))
                .isEqualTo(NOW);
        assertThat(time(age(true, -5 * MINUTE - 1))).isEqualTo(NOW);
        ReadingsFrame ahead = frame(absolute(true, NOW + 5 * MINUTE + 1));
        assertThat(ahead.claimedTime(0, NOW)).isEqualTo(NOW + 5 * MINUTE + 1);
        assertThat(Timestamps.isAhead(ahead.claimedTime(0, NOW), NOW)).isTrue();
    }

    @Test
    void noBaseOverflows() {
        for (boolean micros : new boolean[] {false, true}) {
            for (int offset : new int[] {Integer.MIN_VALUE, 0, Integer.MAX_VALUE}) {
                assertThat(time(based(TimeMode.ABSOLUTE, micros, Long.MAX_VALUE, offset)))
                        .isEqualTo(NOW);
                assertThat(time(based(TimeMode.AGE, micros, Long.MIN_VALUE, offset)))
                        .isEqualTo(NOW);
                assertThat(refusal(based(TimeMode.ABSOLUTE, micros, Long.MIN_VALUE, offset)))
                        .isEqualTo(Code.BAD_TIME);
                assertThat(refusal(based(TimeMode.AGE, micros, Long.MAX_VALUE, offset)))
                        .isEqualTo(Code.BAD_TIME);
            }
        }
    }

    @Test
    void nothingIsStoredBeforeTheYear1() {
        assertThat(time(absolute(false, -62_135_596_800_000L))).isEqualTo(Timestamps.MIN_MICROS);
        assertThat(refusal(absolute(false, -62_135_596_800_001L))).isEqualTo(Code.BAD_TIME);
        assertThat(refusal(absolute(true, Timestamps.MIN_MICROS - 1))).isEqualTo(Code.BAD_TIME);
        assertThat(refusal(based(TimeMode.ABSOLUTE, false, -62_135_596_800_000L, -1)))
                .isEqualTo(Code.BAD_TIME);
    }

    @Test
    void anAgeOfUpTo1000YearsIsTaken() {
        long thousandYears = 31_557_600_000_000L;
        assertThat(time(age(false, thousandYears))).isEqualTo(NOW - thousandYears * 1_000);
        assertThat(refusal(age(false, thousandYears + 1))).isEqualTo(Code.BAD_TIME);
        assertThat(refusal(age(true, thousandYears * 1_000 + 1))).isEqualTo(Code.BAD_TIME);
    }

    private static ReadingsFrameEncoder absolute(boolean micros, long base) {
        return ReadingsFrameEncoder.based(TimeMode.ABSOLUTE, micros, false, false, 7, 1, base)
                .add(5, 1);
    }

    private static ReadingsFrameEncoder age(boolean micros, long base) {
        return ReadingsFrameEncoder.based(TimeMode.AGE, micros, true, false, 7, 1, base)
                .add(5, 1);
    }

    private static ReadingsFrameEncoder based(TimeMode mode, boolean micros, long base, int offset) {
        return ReadingsFrameEncoder.based(mode, micros, false, true, 7, 1, base).add(5, offset, 1);
    }

    private static ReadingsFrame frame(ReadingsFrameEncoder encoder) {
        return (ReadingsFrame) FrameDecoder.decode(encoder.encode(), ChannelTable.STANDARD);
    }

    private static long time(ReadingsFrameEncoder encoder) {
        return frame(encoder).time(0, NOW);
    }

    private static Code refusal(ReadingsFrameEncoder encoder) {
        return ((RefusedFrame) FrameDecoder.decode(encoder.encode(), ChannelTable.STANDARD))
                .refusal()
                .code();
    }
}

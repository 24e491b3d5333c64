package hub.protocol.testing;

import hub.protocol.Channel;
import hub.protocol.frame.TimeMode;
import hub.protocol.testing.FrameSpec.Reading;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Draws valid frames of readings on the standard channels. */
public final class RandomReadings {

    /** Unix time in ms about which absolute times lie: in September 2026. */
    public static final long NOW_MILLIS = 1_790_000_000_000L;

    private static final List<TimeMode> MODES = List.of(TimeMode.values());
    private static final int YEAR_SECONDS = 31_557_600;
    private static final int MAX_COUNT = 40;

    private final RandomGenerator random;

    /** @param random where all of it comes from */
    public RandomReadings(RandomGenerator random) {
        this.random = random;
    }

    /** A frame of any mode and any flags. */
    public FrameSpec frame() {
        TimeMode mode = MODES.get(random.nextInt(MODES.size()));
        boolean based = mode != TimeMode.HUB;
        boolean micros = based && random.nextBoolean();
        boolean offsets = based && random.nextBoolean();
        boolean f64 = random.nextBoolean();
        return new FrameSpec(
                mode,
                micros,
                f64,
                offsets,
                random.nextLong(1L << 32),
                random.nextLong(1L << 32),
                base(mode) * (micros ? 1_000 : 1),
                IntStream.rangeClosed(0, random.nextInt(MAX_COUNT))
                        .mapToObj(i -> reading(offsets))
                        .toList());
    }

    /** A frame in absolute milliseconds: what most firmware sends. */
    public FrameSpec frame(long epoch, long seq, long timeMillis, int count) {
        List<Reading> readings =
                IntStream.range(0, count).mapToObj(i -> reading(false)).toList();
        return new FrameSpec(TimeMode.ABSOLUTE, false, false, false, epoch, seq, timeMillis, readings);
    }

    /** A standard channel. */
    public int channel() {
        return 1 + random.nextInt(Channel.standard().size());
    }

    /** A value of the size and with the decimals that sensors send; an f32 can hold it. */
    public double value() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(-40, 2_000);
            case 1 -> random.nextInt(-400, 20_000) / 10.0;
            case 2 -> random.nextInt(-4_000, 200_000) / 100.0;
            default -> random.nextInt(320_000, 440_000) / 4.0;
        };
    }

    private Reading reading(boolean offsets) {
        return new Reading(channel(), offsets ? random.nextInt() : 0, value());
    }

    private long base(TimeMode mode) {
        long millis = random.nextInt(YEAR_SECONDS) * 1_000L + random.nextInt(1_000);
        return switch (mode) {
            case HUB -> 0;
            case ABSOLUTE -> NOW_MILLIS - millis;
            case AGE -> millis;
        };
    }
}

package hub.simulator.verify;

import hub.protocol.Channel;
import hub.protocol.frame.ReadingsFrameEncoder;
import hub.protocol.frame.TimeMode;
import hub.simulator.client.OutgoingFrame;
import java.util.List;

/**
 * What a frame holds, as a pure function of the plan's seed and the frame's own numbers. So the ledger need not keep
 * values, a resend is verbatim, and every value that comes back can be held against what it must be.
 *
 * <p>A frame has four readings a microsecond, one of each metric, ascending by time and then by the metric's name, as
 * the hub answers. Frames of odd number carry f32 values of two decimals, the others f64 values of four.
 */
final class ReadingPattern {

    /** In the order of their names. */
    private static final List<Channel> CHANNELS = List.of(channel(6), channel(4), channel(2), channel(5));

    private static final int METRICS = CHANNELS.size();
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private ReadingPattern() {}

    /** The value of a reading: the double nearest to the decimal that is meant. */
    static double value(long seed, SentFrame frame, int index) {
        long hash = mix(seed + GOLDEN * (frame.device() + 1));
        hash = mix(hash ^ (frame.epoch() << 32 | frame.seq()));
        hash = mix(hash + GOLDEN * (index + 1));
        return isWide(frame)
                ? Long.remainderUnsigned(hash, 1_000_000_000) / 10_000.0
                : Long.remainderUnsigned(hash, 100_000) / 100.0;
    }

    /** When a reading of a frame was, µs since 1970. */
    static long timeMicros(long baseMicros, int index) {
        return baseMicros + index / METRICS;
    }

    /** When the last of so many readings was. */
    static long lastMicros(long baseMicros, int count) {
        return timeMicros(baseMicros, count - 1);
    }

    /** Which reading of a frame has that time and metric; below 0 or from the frame's count on if none has. */
    static long indexOf(long baseMicros, long timeMicros, int metric) {
        return (timeMicros - baseMicros) * METRICS + metric;
    }

    /** The number of a reading's metric. */
    static int metric(int index) {
        return index % METRICS;
    }

    /** The name of a metric of that number. */
    static String metricName(int metric) {
        return CHANNELS.get(metric).metric().name();
    }

    /** The number of the metric of that name, or -1. */
    static int metricOf(String name) {
        for (int i = 0; i < METRICS; i++) {
            if (metricName(i).equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** The frame as it goes out, the same each time. */
    static OutgoingFrame encode(long seed, SentFrame frame) {
        ReadingsFrameEncoder encoder = ReadingsFrameEncoder.based(
                TimeMode.ABSOLUTE,
                true,
                isWide(frame),
                frame.count() > METRICS,
                frame.epoch(),
                frame.seq(),
                frame.baseMicros());
        for (int i = 0; i < frame.count(); i++) {
            encoder.add(CHANNELS.get(metric(i)).id(), i / METRICS, value(seed, frame, i));
        }
        return new OutgoingFrame(frame.seq(), frame.count(), encoder.encode());
    }

    /** A bijection in which every bit depends on every other (the finalizer of SplitMix64). */
    static long mix(long bits) {
        long mixed = (bits ^ bits >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ mixed >>> 31;
    }

    private static boolean isWide(SentFrame frame) {
        return frame.seq() % 2 == 0;
    }

    private static Channel channel(int id) {
        return Channel.standard(id).orElseThrow();
    }
}

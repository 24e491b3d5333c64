package hub.live;

import hub.time.NanoClock;
import java.util.ArrayDeque;

/** Readings per second over about the last five seconds. */
final class ReadingRate {

    private static final int SAMPLES = 6;

    private record Sample(long nanos, long readings) {}

    private final NanoClock clock;
    private final ArrayDeque<Sample> samples = new ArrayDeque<>();

    ReadingRate(NanoClock clock) {
        this.clock = clock;
    }

    /** Takes the readings counted so far and gives the rate. */
    double perSecond(long readings) {
        Sample now = new Sample(clock.nanos(), readings);
        samples.add(now);
        if (samples.size() > SAMPLES) {
            samples.remove();
        }
        Sample oldest = samples.element();
        long nanos = now.nanos() - oldest.nanos();
        return nanos <= 0 ? 0 : (now.readings() - oldest.readings()) * 1e9 / nanos;
    }
}

package hub.benchmark.socket;

import java.util.concurrent.TimeUnit;

/** Which time a sample says it was taken at, in µs since 1970. */
public interface SampleTimes {

    /**
     * The time of the next sample of a device: later than its one before.
     *
     * @param last 0 if there was none
     */
    long behind(long last);

    /** From an hour ago on, every 100 µs, however fast they go. */
    static SampleTimes recorded() {
        long begin = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis()) - TimeUnit.HOURS.toMicros(1);
        return last -> last == 0 ? begin : last + FrameTemplate.STEP_MICROS;
    }

    /** When they are sent. */
    static SampleTimes sent(MicroClock clock) {
        return last -> Math.max(last + 1, clock.micros());
    }
}

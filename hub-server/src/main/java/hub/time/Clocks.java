package hub.time;

import hub.protocol.Timestamps;
import java.time.InstantSource;

/**
 * The two clocks of the hub.
 *
 * @param wall for stamps; may jump
 * @param nano for durations; only ever goes forward
 */
public record Clocks(InstantSource wall, NanoClock nano) {

    /** The machine's clocks. */
    public static Clocks system() {
        return new Clocks(InstantSource.system(), System::nanoTime);
    }

    /** The wall clock in µs since 1970. */
    public long micros() {
        return Timestamps.micros(wall.instant());
    }

    /** The wall clock in ms since 1970. */
    public long millis() {
        return wall.millis();
    }
}

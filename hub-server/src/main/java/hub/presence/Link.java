package hub.presence;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What is known of a device's connection while it lasts. Thread-safe. */
public interface Link {

    /** The peer's address and port. */
    String remoteAddress();

    /** The newest round trip, in ms. */
    OptionalDouble roundTripMillis();

    /** By how much the device's clock is behind the hub's at most, in ms; below 0 if it is ahead. */
    OptionalDouble clockOffsetMillis();

    /** When the newest frame of readings came, or the connection began; wall clock, µs since 1970. */
    long lastReadingMicros();

    /** How often the device means to send, in µs. */
    OptionalLong expectedIntervalMicros();
}

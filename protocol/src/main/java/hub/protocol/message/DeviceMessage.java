package hub.protocol.message;

import hub.json.JsonValue.JsonObject;
import hub.protocol.Channel;
import hub.protocol.Location;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A text frame from a device (protocol section 2). */
public sealed interface DeviceMessage {

    /**
     * What a device says of itself.
     *
     * @param firmware at most 64 characters
     * @param intervalSeconds how often it means to send, above 0 and at most a year
     * @param channels its own, at most {@link hub.protocol.ChannelTable#MAX_OWN}
     */
    record Hello(
            Optional<String> firmware,
            OptionalDouble intervalSeconds,
            Optional<Location> location,
            List<Channel> channels)
            implements DeviceMessage {

        /** Longest firmware name in characters. */
        public static final int MAX_FIRMWARE_LENGTH = 64;

        /** Longest interval, in seconds: a year. */
        public static final double MAX_INTERVAL_SECONDS = 366 * 86_400;

        /** @throws IllegalArgumentException if a part is out of range */
        public Hello {
            if (firmware.isPresent() && firmware.get().length() > MAX_FIRMWARE_LENGTH) {
                throw new IllegalArgumentException("firmware is longer than " + MAX_FIRMWARE_LENGTH + " characters");
            }
            if (intervalSeconds.isPresent()
                    && !(intervalSeconds.getAsDouble() > 0 && intervalSeconds.getAsDouble() <= MAX_INTERVAL_SECONDS)) {
                throw new IllegalArgumentException(
                        "intervalSeconds " + intervalSeconds.getAsDouble() + " is not above 0 and at most a year");
            }
            channels = List.copyOf(channels);
        }
    }

    /**
     * The answer to a command.
     *
     * @param id the command's
     * @param data what the device returns with it; empty if nothing
     * @param error why it failed; empty if it did not say or did not fail
     */
    record Result(String id, boolean ok, JsonObject data, String error) implements DeviceMessage {}

    /** Readings in JSON, in the form that the rest of the hub knows. */
    record Readings(NamedReadings readings) implements DeviceMessage {}
}

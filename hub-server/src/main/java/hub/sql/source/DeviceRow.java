package hub.sql.source;

import hub.protocol.DeviceId;
import hub.protocol.Location;
import hub.protocol.message.DeviceMessage.Hello;
import hub.store.DeviceRecord;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What the table of devices says of one.
 *
 * @param state as the API names it, such as {@code online}
 * @param lastReceivedMicros when its newest frame came, in µs since 1970
 * @param intervalSeconds how often it says that it sends
 * @param lat in degrees
 * @param lon in degrees
 * @param tags in their order
 */
public record DeviceRow(
        DeviceId id,
        String state,
        OptionalLong lastReceivedMicros,
        Optional<String> firmware,
        OptionalDouble intervalSeconds,
        OptionalDouble lat,
        OptionalDouble lon,
        List<String> tags) {

    static DeviceRow of(DeviceRecord device, DeviceStates states) {
        Optional<Hello> profile = device.profile();
        Optional<Location> location = profile.flatMap(Hello::location);
        return new DeviceRow(
                device.id(),
                states.of(device),
                device.lastReceivedMicros(),
                profile.flatMap(Hello::firmware),
                profile.map(Hello::intervalSeconds).orElse(OptionalDouble.empty()),
                location.map(at -> OptionalDouble.of(at.lat())).orElse(OptionalDouble.empty()),
                location.map(at -> OptionalDouble.of(at.lon())).orElse(OptionalDouble.empty()),
                device.tags().stream().sorted().toList());
    }
}

package hub.presence;

import hub.protocol.DeviceId;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A device's state, as it was recorded.
 *
 * @param sinceMicros when it became so; empty if it was never seen
 * @param reason why it is not online; may be empty
 */
public record DeviceStatus(DeviceId device, DeviceState state, OptionalLong sinceMicros, Optional<String> reason) {}

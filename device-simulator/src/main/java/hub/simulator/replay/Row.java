package hub.simulator.replay;

import hub.protocol.DeviceId;
import hub.protocol.Location;
import java.util.List;
import java.util.Optional;

/**
 * A line of a recording.
 *
 * @param device whose it is
 * @param micros when it was measured, in µs since 1970
 * @param location where, if the file says
 * @param values what was measured; none if all fields were empty
 */
record Row(DeviceId device, long micros, Optional<Location> location, List<Measurement> values) {

    /**
     * One value.
     *
     * @param channel a standard channel of the protocol
     * @param value finite
     */
    record Measurement(int channel, double value) {}
}

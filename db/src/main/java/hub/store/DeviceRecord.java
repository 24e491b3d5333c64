package hub.store;

import hub.entry.Event;
import hub.protocol.DeviceId;
import hub.protocol.message.DeviceMessage.Hello;
import hub.protocol.message.HubMessage.ResumePoint;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What is known of a device.
 *
 * @param profile what it said of itself
 * @param lastReceivedMicros when its newest frame came, in µs since 1970
 * @param lastState its newest change of state
 * @param resume the highest sequence number of each epoch that is kept, newest epoch first
 * @param tags what an operator has put on it; the store itself knows of none
 */
public record DeviceRecord(
        DeviceId id,
        Optional<Hello> profile,
        OptionalLong lastReceivedMicros,
        Optional<Event> lastState,
        List<ResumePoint> resume,
        Set<String> tags) {

    /** The most epochs for which a device's sequence numbers are remembered; the longest unused goes first. */
    public static final int MAX_EPOCHS = 64;

    /** Of a device as the store knows it. */
    public DeviceRecord(
            DeviceId id,
            Optional<Hello> profile,
            OptionalLong lastReceivedMicros,
            Optional<Event> lastState,
            List<ResumePoint> resume) {
        this(id, profile, lastReceivedMicros, lastState, resume, Set.of());
    }
}

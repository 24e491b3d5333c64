package hub.entry;

import hub.protocol.ChannelTable;
import hub.protocol.DeviceId;
import hub.protocol.frame.ReadingsFrame;
import hub.protocol.message.DeviceMessage.Hello;

/** One thing that happened, complete in itself: whoever reads the journal needs nothing else to understand it. */
public sealed interface Entry {

    /**
     * A frame of readings, as it came.
     *
     * @param receivedAtMicros when; differs from frame to frame of a device
     * @param channels what the frame's channel numbers stand for, at least those it uses
     */
    record Readings(DeviceId device, long receivedAtMicros, ReadingsFrame frame, ChannelTable channels)
            implements Entry {}

    /** A change worth remembering. */
    record Occurrence(Event event) implements Entry {}

    /**
     * What a device said of itself.
     *
     * @param receivedAtMicros when
     */
    record Profile(DeviceId device, long receivedAtMicros, Hello hello) implements Entry {}

    /**
     * From here on nothing is known of a device that was before: no readings, events, sequence marks, nor what it said of
     * itself. Whatever comes behind is of a new device of the same name.
     *
     * @param timeMicros when, in µs since 1970
     */
    record Erasure(DeviceId device, long timeMicros) implements Entry {}
}

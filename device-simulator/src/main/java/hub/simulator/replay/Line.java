package hub.simulator.replay;

import hub.protocol.DeviceId;
import java.util.Optional;

/** What a line of a recording turned out to be. */
sealed interface Line {

    /** A row that can be sent. */
    record Good(Row row) implements Line {}

    /**
     * A row that is left out.
     *
     * @param device whose it is, if that can be told: it keeps its number among the device's rows
     * @param reason what is wrong with it
     */
    record Bad(Optional<DeviceId> device, String reason) implements Line {}
}

package hub.simulator.client;

import hub.protocol.message.DeviceMessage.Hello;
import hub.protocol.message.HubMessage.Command;
import hub.simulator.report.Tally.Outcome;
import java.util.Optional;

/** What is particular to a device. Called on the device's IO thread, so nothing here may block. */
public interface DeviceBehaviour {

    /** What the device says of itself, at every connection and after every command it carried out. */
    Hello hello();

    /** Does what a command says. Empty if it is done, otherwise why not. */
    Optional<String> carryOut(Command command);

    /** A frame is settled, in that way. */
    default void settled(OutgoingFrame frame, Outcome outcome) {}
}

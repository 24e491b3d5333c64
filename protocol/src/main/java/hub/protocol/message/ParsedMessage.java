package hub.protocol.message;

import hub.protocol.Refusal;

/** What a text frame turned out to be. */
public sealed interface ParsedMessage {

    /** A message that can be acted on. */
    record Accepted(DeviceMessage message) implements ParsedMessage {}

    /**
     * Nothing that can be acted on.
     *
     * @param seq of the reading that was refused; 0 if there is none
     */
    record Refused(Refusal refusal, long seq) implements ParsedMessage {}
}

package hub.command;

import hub.json.JsonValue.JsonObject;
import hub.protocol.DeviceId;
import hub.protocol.message.HubMessage;
import java.util.OptionalLong;

/**
 * Something that a device is to do, and what became of it. Times are wall clock, in µs since 1970.
 *
 * @param id unique; comes back in the device's result
 * @param data what the device returned; empty until then
 * @param error why it failed; empty if it did not, or did not say
 */
public record Command(
        String id,
        DeviceId device,
        String name,
        JsonObject args,
        long issuedMicros,
        long expiresMicros,
        CommandState state,
        OptionalLong sentMicros,
        OptionalLong finishedMicros,
        JsonObject data,
        String error) {

    /** As the device gets it. */
    public HubMessage.Command message() {
        return new HubMessage.Command(id, name, args);
    }

    Command sent(long micros) {
        return new Command(
                id,
                device,
                name,
                args,
                issuedMicros,
                expiresMicros,
                CommandState.SENT,
                OptionalLong.of(micros),
                finishedMicros,
                data,
                error);
    }

    Command finished(CommandState how, long micros, JsonObject returned, String why) {
        return new Command(
                id,
                device,
                name,
                args,
                issuedMicros,
                expiresMicros,
                how,
                sentMicros,
                OptionalLong.of(micros),
                returned,
                why);
    }
}

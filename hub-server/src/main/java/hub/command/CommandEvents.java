package hub.command;

import hub.entry.Event;
import hub.json.JsonReader;
import hub.json.JsonSyntaxException;
import hub.json.JsonValue;
import hub.json.JsonValue.JsonNumber;
import hub.json.JsonValue.JsonObject;
import hub.json.JsonValue.JsonString;
import hub.json.JsonWriter;
import hub.protocol.DeviceId;
import hub.protocol.message.DeviceMessage.Result;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Commands as events: the id is the reason, the rest JSON in the detail. */
final class CommandEvents {

    private static final JsonObject NOTHING = new JsonObject(Map.of());

    /** Longer data of a result is left out; in characters of JSON. */
    private static final int MAX_DATA = 800;

    private static final int MAX_ERROR = 200;

    private CommandEvents() {}

    static Event issued(Command command) {
        String detail = new JsonWriter()
                .beginObject()
                .name("name")
                .value(command.name())
                .name("args")
                .value(command.args())
                .name("expires")
                .value(command.expiresMicros())
                .endObject()
                .toString();
        return event(command.issuedMicros(), command, Event.Type.COMMAND_ISSUED, detail);
    }

    static Event sent(Command command, long micros) {
        return event(micros, command, Event.Type.COMMAND_SENT, "");
    }

    static Event expired(Command command, long micros) {
        return event(micros, command, Event.Type.COMMAND_EXPIRED, "");
    }

    static Event finished(Command command, Result result, long micros) {
        String data = new JsonWriter().value(result.data()).toString();
        JsonWriter json = new JsonWriter().beginObject();
        if (data.length() <= MAX_DATA) {
            json.name("data").value(result.data());
        } else {
            json.name("dataLeftOut").value(data.length());
        }
        if (!result.ok()) {
            String error = result.error();
            json.name("error").value(error.length() <= MAX_ERROR ? error : error.substring(0, MAX_ERROR));
        }
        return event(
                micros,
                command,
                result.ok() ? Event.Type.COMMAND_DONE : Event.Type.COMMAND_FAILED,
                json.endObject().toString());
    }

    private static Event event(long micros, Command command, Event.Type type, String detail) {
        return new Event(micros, Optional.of(command.device()), type, command.id(), detail);
    }

    /** Whether the event is of a command. */
    static boolean isCommand(Event.Type type) {
        return switch (type) {
            case COMMAND_ISSUED, COMMAND_SENT, COMMAND_DONE, COMMAND_FAILED, COMMAND_EXPIRED -> true;
            case ONLINE, STALE, OFFLINE, HUB_STARTED, HUB_STOPPED, CLOCK_AHEAD, JOURNAL_DAMAGED, FLAPPING, ERASED ->
                false;
        };
    }

    /** The command as it is after an event; empty if the event's command is not known, or the event is of none. */
    static Optional<Command> after(Optional<Command> before, Event event) {
        return switch (event.type()) {
            case COMMAND_ISSUED -> event.device().map(device -> begin(device, event));
            case COMMAND_SENT -> before.map(command -> command.sent(event.timeMicros()));
            case COMMAND_DONE -> before.map(command -> finish(command, CommandState.DONE, event));
            case COMMAND_FAILED -> before.map(command -> finish(command, CommandState.FAILED, event));
            case COMMAND_EXPIRED -> before.map(command -> finish(command, CommandState.EXPIRED, event));
            case ONLINE, STALE, OFFLINE, HUB_STARTED, HUB_STOPPED, CLOCK_AHEAD, JOURNAL_DAMAGED, FLAPPING, ERASED ->
                Optional.empty();
        };
    }

    /** What became of the commands that some events tell of, as they were issued. */
    static List<Command> history(Collection<Event> events) {
        Map<String, Command> commands = new LinkedHashMap<>();
        for (Event event : events) {
            after(Optional.ofNullable(commands.get(event.reason())), event)
                    .ifPresent(command -> commands.put(command.id(), command));
        }
        return new ArrayList<>(commands.values());
    }

    private static Command begin(DeviceId device, Event event) {
        JsonObject detail = object(event.detail());
        return new Command(
                event.reason(),
                device,
                detail.members().get("name") instanceof JsonString name ? name.value() : "",
                detail.members().get("args") instanceof JsonObject args ? args : NOTHING,
                event.timeMicros(),
                detail.members().get("expires") instanceof JsonNumber expires ? expires.asLong() : event.timeMicros(),
                CommandState.PENDING,
                OptionalLong.empty(),
                OptionalLong.empty(),
                NOTHING,
                "");
    }

    private static Command finish(Command command, CommandState how, Event event) {
        JsonObject detail = object(event.detail());
        return command.finished(
                how,
                event.timeMicros(),
                detail.members().get("data") instanceof JsonObject data ? data : leftOut(detail),
                detail.members().get("error") instanceof JsonString error ? error.value() : "");
    }

    private static JsonObject leftOut(JsonObject detail) {
        JsonValue length = detail.members().get("dataLeftOut");
        return length == null ? NOTHING : new JsonObject(Map.of("leftOutCharacters", length));
    }

    private static JsonObject object(String json) {
        try {
            return JsonReader.read(json) instanceof JsonObject object ? object : NOTHING;
        } catch (JsonSyntaxException e) {
            return NOTHING; // An event of before there were details.
        }
    }
}

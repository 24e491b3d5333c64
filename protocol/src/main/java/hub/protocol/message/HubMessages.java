package hub.protocol.message;

import hub.json.JsonReader;
import hub.json.JsonSyntaxException;
import hub.json.JsonValue;
import hub.json.JsonValue.JsonObject;
import hub.json.JsonWriter;
import hub.protocol.message.HubMessage.Command;
import hub.protocol.message.HubMessage.ErrorMessage;
import hub.protocol.message.HubMessage.JsonAck;
import hub.protocol.message.HubMessage.ResumePoint;
import hub.protocol.message.HubMessage.Welcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes and reads the hub's text frames. */
public final class HubMessages {

    /** No frame to a device is longer: some cannot take more. In bytes. */
    public static final int MAX_BYTES = 1_024;

    /** Longest error text; even if every character takes six bytes the frame stays under {@link #MAX_BYTES}. */
    private static final int MAX_ERROR_LENGTH = 150;

    private HubMessages() {}

    /** The JSON of a message. An error's text is cut to what a small device can take. */
    public static String write(HubMessage message) {
        JsonWriter json = new JsonWriter().beginObject();
        if (message instanceof Welcome welcome) {
            writeWelcome(json, welcome);
        } else if (message instanceof Command command) {
            json.name("type").value("command").name("id").value(command.id());
            json.name("name").value(command.name()).name("args").value(command.args());
        } else if (message instanceof ErrorMessage error) {
            writeError(json, error);
        } else if (message instanceof JsonAck ack) {
            json.name("type")
                    .value("ack")
                    .name("epoch")
                    .value(ack.epoch())
                    .name("seq")
                    .value(ack.seq());
        } else {
            throw new AssertionError(message);
        }
        return json.endObject().toString();
    }

    private static void writeWelcome(JsonWriter json, Welcome welcome) {
        json.name("type").value("welcome");
        json.name("time").value(welcome.timeMillis());
        json.name("heartbeatSeconds").value(welcome.heartbeatSeconds());
        json.name("maxFrameBytes").value(welcome.maxFrameBytes());
        json.name("resume").beginArray();
        for (ResumePoint point : welcome.resume()) {
            json.beginObject().name("epoch").value(point.epoch());
            json.name("seq").value(point.seq()).endObject();
        }
        json.endArray();
    }

    private static void writeError(JsonWriter json, ErrorMessage error) {
        String text = error.message();
        json.name("type").value("error").name("code").value(error.code());
        json.name("message").value(text.length() <= MAX_ERROR_LENGTH ? text : text.substring(0, MAX_ERROR_LENGTH));
        if (error.seq() > 0) {
            json.name("seq").value(error.seq());
        }
    }

    /** The message that a text frame from a hub holds; empty if it is none that this version knows. */
    public static Optional<HubMessage> parse(String text) {
        try {
            Fields fields = Fields.of("the message", JsonReader.read(text));
            return switch (fields.requireString("type")) {
                case "welcome" -> Optional.of(welcome(fields));
                case "command" -> Optional.of(command(fields));
                case "error" ->
                    Optional.of(new ErrorMessage(
                            fields.requireString("code"),
                            fields.string("message").orElse(""),
                            fields.unsigned32("seq")));
                case "ack" -> Optional.of(new JsonAck(fields.unsigned32("epoch"), fields.unsigned32("seq")));
                default -> Optional.empty();
            };
        } catch (JsonSyntaxException | BadMessageException | ArithmeticException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Welcome welcome(Fields fields) throws BadMessageException {
        List<ResumePoint> resume = new ArrayList<>();
        for (JsonValue point : fields.array("resume").elements()) {
            Fields epoch = Fields.of("a resume point", point);
            resume.add(new ResumePoint(epoch.unsigned32("epoch"), epoch.unsigned32("seq")));
        }
        return new Welcome(
                fields.integer("time").orElse(0),
                Math.toIntExact(fields.integer("heartbeatSeconds").orElse(0)),
                Math.toIntExact(fields.integer("maxFrameBytes").orElse(0)),
                resume);
    }

    private static Command command(Fields fields) throws BadMessageException {
        JsonObject args = fields.object("args").map(Fields::object).orElse(new JsonObject(Map.of()));
        return new Command(fields.requireString("id"), fields.requireString("name"), args);
    }
}

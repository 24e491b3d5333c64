package hub.protocol.message;

import hub.json.JsonReader;
import hub.json.JsonSyntaxException;
import hub.json.JsonValue;
import hub.json.JsonValue.JsonArray;
import hub.json.JsonValue.JsonNumber;
import hub.json.JsonValue.JsonObject;
import hub.protocol.Channel;
import hub.protocol.ChannelTable;
import hub.protocol.Location;
import hub.protocol.Metric;
import hub.protocol.Refusal;
import hub.protocol.Refusal.Code;
import hub.protocol.message.ParsedMessage.Accepted;
import hub.protocol.message.ParsedMessage.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parses the text frames that devices send. Any text gives a message or a refusal, never an exception. */
public final class DeviceMessageParser {

    private DeviceMessageParser() {}

    /**
     * The message that a text frame holds.
     *
     * @param receivedAtMicros when it was received: SenML has times relative to now
     */
    public static ParsedMessage parse(String text, long receivedAtMicros) {
        JsonValue json;
        try {
            json = JsonReader.read(text);
        } catch (JsonSyntaxException e) {
            return new Refused(new Refusal(Code.BAD_MESSAGE, "not JSON: " + e.getMessage()), 0);
        }
        try {
            return json instanceof JsonArray pack
                    ? new Accepted(new DeviceMessage.Readings(SenmlParser.parse(pack, receivedAtMicros)))
                    : typed(Fields.of("the message", json));
        } catch (BadMessageException e) {
            return new Refused(new Refusal(Code.BAD_MESSAGE, String.valueOf(e.getMessage())), seqOf(json));
        }
    }

    private static ParsedMessage typed(Fields fields) throws BadMessageException {
        String type = fields.requireString("type");
        return switch (type) {
            case "hello" -> new Accepted(hello(fields));
            case "result" -> new Accepted(result(fields));
            case "reading" -> new Accepted(reading(fields));
            default ->
                new Refused(
                        new Refusal(
                                Code.UNKNOWN_TYPE,
                                "type " + Fields.quoted(type) + " is unknown; known are hello, reading, result"),
                        0);
        };
    }

    private static DeviceMessage hello(Fields fields) throws BadMessageException {
        List<Channel> channels = new ArrayList<>();
        List<JsonValue> declared = fields.array("channels").elements();
        if (declared.size() > ChannelTable.MAX_OWN) {
            throw new BadMessageException(declared.size() + " channels, at most " + ChannelTable.MAX_OWN);
        }
        for (JsonValue channel : declared) {
            channels.add(channel(Fields.of("a channel", channel)));
        }
        try {
            return new DeviceMessage.Hello(
                    fields.string("firmware"), fields.number("intervalSeconds"), location(fields), channels);
        } catch (IllegalArgumentException e) {
            throw new BadMessageException(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<Location> location(Fields fields) throws BadMessageException {
        Optional<Fields> location = fields.object("location");
        if (location.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Location(
                    location.get().requireNumber("lat"), location.get().requireNumber("lon")));
        } catch (IllegalArgumentException e) {
            throw new BadMessageException(String.valueOf(e.getMessage()));
        }
    }

    private static Channel channel(Fields fields) throws BadMessageException {
        long id = fields.integer("id").orElse(0);
        if (id < Channel.FIRST_OWN_ID || id > Channel.LAST_ID) {
            throw new BadMessageException("channel id " + id + " is not in 1000..65535");
        }
        try {
            return new Channel(
                    (int) id,
                    metric(fields.requireString("metric")),
                    fields.string("unit").orElse(""));
        } catch (IllegalArgumentException e) {
            throw new BadMessageException(String.valueOf(e.getMessage()));
        }
    }

    static Metric metric(String name) throws BadMessageException {
        try {
            return new Metric(name);
        } catch (IllegalArgumentException e) {
            throw new BadMessageException(String.valueOf(e.getMessage()));
        }
    }

    private static DeviceMessage result(Fields fields) throws BadMessageException {
        JsonObject data = fields.object("data").map(Fields::object).orElse(new JsonObject(Map.of()));
        return new DeviceMessage.Result(
                fields.requireString("id"),
                fields.requireBoolean("ok"),
                data,
                fields.string("error").orElse(""));
    }

    private static DeviceMessage reading(Fields fields) throws BadMessageException {
        JsonObject values = fields.object("values")
                .orElseThrow(() -> new BadMessageException("\"values\" is missing"))
                .object();
        NamedReadingsBuilder readings = new NamedReadingsBuilder();
        for (Map.Entry<String, JsonValue> value : values.members().entrySet()) {
            if (!(value.getValue() instanceof JsonNumber number)) {
                throw new BadMessageException("value of " + Fields.quoted(value.getKey()) + " is no number");
            }
            readings.add(metric(value.getKey()), "", number.asDouble());
        }
        long epoch = fields.unsigned32("epoch");
        long seq = fields.unsigned32("seq");
        return new DeviceMessage.Readings(readings.build(epoch, seq, ReadingTime.of(fields)));
    }

    /** The sequence number of a reading that was refused, as far as it can be told. */
    private static long seqOf(JsonValue json) {
        try {
            return json instanceof JsonObject object ? new Fields(object).unsigned32("seq") : 0;
        } catch (BadMessageException e) {
            return 0;
        }
    }
}

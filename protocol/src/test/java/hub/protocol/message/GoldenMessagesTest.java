package hub.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import hub.json.JsonReader;
import hub.json.JsonSyntaxException;
import hub.json.JsonValue.JsonNumber;
import hub.json.JsonValue.JsonObject;
import hub.json.JsonWriter;
import hub.protocol.Metric;
import hub.protocol.message.DeviceMessage.Hello;
import hub.protocol.message.DeviceMessage.Readings;
import hub.protocol.message.DeviceMessage.Result;
import hub.protocol.message.ParsedMessage.Accepted;
import hub.protocol.message.ParsedMessage.Refused;
import hub.protocol.testing.Golden;
import hub.protocol.testing.GoldenFrames;
import hub.protocol.testing.RandomReadings;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GoldenMessagesTest {

    static List<Golden> fromDevice() {
        return from("device");
    }

    static List<Golden> fromHub() {
        return from("hub");
    }

    private static List<Golden> from(String from) {
        return GoldenFrames.messages().stream()
                .filter(golden -> Golden.string(golden.json(), "from").equals(from))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("fromDevice")
    void theHubUnderstands(Golden golden) throws JsonSyntaxException {
        long receivedAt =
                Golden.find(golden.json(), "receivedAt").map(Golden::integer).orElse(RandomReadings.NOW_MILLIS * 1_000);
        ParsedMessage parsed = DeviceMessageParser.parse(Golden.string(golden.json(), "text"), receivedAt);
        assertThat(JsonReader.read(describe(parsed, receivedAt)))
                .isEqualTo(JsonReader.read(normal(golden.part("expect"))));
    }

    @ParameterizedTest
    @MethodSource("fromHub")
    void theDeviceUnderstands(Golden golden) throws JsonSyntaxException {
        String text = Golden.string(golden.json(), "text");
        assertThat(HubMessages.parse(text)).hasValueSatisfying(message -> {
            assertThat(HubMessages.write(message)).isEqualTo(text);
            assertThat(describe(message)).isEqualTo(normal(golden.part("expect")));
        });
    }

    /** With every number written in one way: 20 and 20.0 are the same. */
    private static String normal(JsonObject json) {
        return normal(new JsonWriter(), json).toString();
    }

    private static JsonWriter normal(JsonWriter out, hub.json.JsonValue value) {
        if (value instanceof JsonNumber number) {
            return out.value(number.asDouble());
        } else if (value instanceof hub.json.JsonValue.JsonArray array) {
            out.beginArray();
            array.elements().forEach(element -> normal(out, element));
            return out.endArray();
        } else if (value instanceof JsonObject object) {
            out.beginObject();
            object.members().forEach((name, member) -> normal(out.name(name), member));
            return out.endObject();
        }
        return out.value(value);
    }

    private static String describe(ParsedMessage parsed, long receivedAt) {
        JsonWriter out = new JsonWriter().beginObject();
        if (parsed instanceof Refused refused) {
            out.name("refusal").beginObject();
            out.name("code").value(refused.refusal().code().wireName());
            out.name("seq").value(refused.seq()).endObject();
        } else if (parsed instanceof Accepted accepted) {
            describe(out, accepted.message(), receivedAt);
        }
        return out.endObject().toString();
    }

    private static void describe(JsonWriter out, DeviceMessage message, long receivedAt) {
        if (message instanceof Hello hello) {
            describe(out.name("hello").beginObject(), hello);
        } else if (message instanceof Result result) {
            out.name("result").beginObject().name("id").value(result.id());
            out.name("ok").value(result.ok()).name("data");
            normal(out, result.data()).name("error").value(result.error());
        } else if (message instanceof Readings readings) {
            describe(out.name("readings").beginObject(), readings.readings(), receivedAt);
        }
        out.endObject();
    }

    private static void describe(JsonWriter out, Hello hello) {
        hello.firmware().ifPresent(firmware -> out.name("firmware").value(firmware));
        hello.intervalSeconds().ifPresent(seconds -> out.name("intervalSeconds").value(seconds));
        hello.location().ifPresent(location -> {
            out.name("location").beginObject().name("lat").value(location.lat());
            out.name("lon").value(location.lon()).endObject();
        });
        out.name("channels").beginArray();
        hello.channels().forEach(channel -> {
            out.beginObject().name("id").value(channel.id());
            out.name("metric").value(channel.metric().name());
            out.name("unit").value(channel.unit()).endObject();
        });
        out.endArray();
    }

    private static void describe(JsonWriter out, NamedReadings readings, long receivedAt) {
        var frame = readings.frame();
        out.name("epoch").value(frame.epoch()).name("seq").value(frame.seq());
        out.name("readings").beginArray();
        for (int i = 0; i < frame.count(); i++) {
            Metric metric = readings.channels().metric(frame.channel(i));
            out.beginObject().name("metric").value(metric == null ? null : metric.name());
            if (frame.mode() != hub.protocol.frame.TimeMode.HUB) {
                out.name("time").value(frame.time(i, receivedAt));
            }
            out.name("value").value(frame.value(i)).endObject();
        }
        out.endArray();
    }

    private static String describe(HubMessage message) {
        JsonWriter out = new JsonWriter().beginObject();
        if (message instanceof HubMessage.Welcome welcome) {
            out.name("welcome").beginObject().name("time").value(welcome.timeMillis());
            out.name("heartbeatSeconds").value(welcome.heartbeatSeconds());
            out.name("maxFrameBytes").value(welcome.maxFrameBytes());
            out.name("resume").beginArray();
            welcome.resume().forEach(point -> {
                out.beginObject().name("epoch").value(point.epoch());
                out.name("seq").value(point.seq()).endObject();
            });
            out.endArray();
        } else if (message instanceof HubMessage.Command command) {
            out.name("command").beginObject().name("id").value(command.id());
            out.name("name").value(command.name()).name("args").value(command.args());
        } else if (message instanceof HubMessage.ErrorMessage error) {
            out.name("error").beginObject().name("code").value(error.code());
            out.name("message").value(error.message()).name("seq").value(error.seq());
        } else if (message instanceof HubMessage.JsonAck ack) {
            out.name("ack").beginObject().name("epoch").value(ack.epoch());
            out.name("seq").value(ack.seq());
        }
        return out.endObject().endObject().toString();
    }
}

package hub.protocol.message;

import hub.json.JsonWriter;
import hub.protocol.Channel;
import hub.protocol.message.DeviceMessage.Hello;
import hub.protocol.message.DeviceMessage.Result;

/** Writes the text frames of a device: for simulators and tests. */
public final class DeviceMessageWriter {

    private DeviceMessageWriter() {}

    /** The JSON of a hello. */
    public static String write(Hello hello) {
        JsonWriter json = new JsonWriter().beginObject().name("type").value("hello");
        hello.firmware().ifPresent(firmware -> json.name("firmware").value(firmware));
        hello.intervalSeconds()
                .ifPresent(seconds -> json.name("intervalSeconds").value(seconds));
        hello.location()
                .ifPresent(location -> json.name("location")
                        .beginObject()
                        .name("lat")
                        .value(location.lat())
                        .name("lon")
                        .value(location.lon())
                        .endObject());
        if (!hello.channels().isEmpty()) {
            json.name("channels").beginArray();
            for (Channel channel : hello.channels()) {
                json.beginObject().name("id").value(channel.id());
                json.name("metric").value(channel.metric().name());
                json.name("unit").value(channel.unit()).endObject();
            }
            json.endArray();
        }
        return json.endObject().toString();
    }

    /** The JSON of a result. */
    public static String write(Result result) {
        JsonWriter json = new JsonWriter().beginObject().name("type").value("result");
        json.name("id").value(result.id()).name("ok").value(result.ok());
        json.name("data").value(result.data());
        if (!result.error().isEmpty()) {
            json.name("error").value(result.error());
        }
        return json.endObject().toString();
    }
}

package hub.importing;

import hub.json.JsonReader;
import hub.json.JsonSyntaxException;
import hub.json.JsonValue;
import hub.json.JsonValue.JsonNumber;
import hub.json.JsonValue.JsonObject;
import hub.json.JsonValue.JsonString;
import hub.text.Printable;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Makes readings of objects with {@code time}, {@code device}, {@code metric} and {@code value}, one a line. */
final class NdjsonParser implements LineParser {

    private final Frames frames;

    NdjsonParser(Frames frames) {
        this.frames = frames;
    }

    @Override
    public @Nullable String parse(byte[] text, int from, int to) {
        try {
            return JsonReader.read(new String(text, from, to - from, StandardCharsets.UTF_8)) instanceof JsonObject row
                    ? add(row)
                    : "it is no JSON object";
        } catch (JsonSyntaxException e) {
            return "it is no JSON object: " + e.getMessage();
        }
    }

    private @Nullable String add(JsonObject row) {
        byte[] device = text(row, "device");
        byte[] time = text(row, "time");
        byte[] metric = text(row, "metric");
        if (device == null || time == null || metric == null || !row.members().containsKey("value")) {
            return "it has not all of time, device, metric (texts) and value";
        }
        DeviceFrames target = frames.device(device, 0, device.length);
        if (target == null) {
            return "'" + shown(device) + "' is no device id";
        }
        long micros = TimeText.micros(time, 0, time.length, true);
        String wrong = micros == TimeText.NONE
                ? "'" + shown(time) + "' is no time such as 2019-05-06T00:00:00Z"
                : frames.wrongTime(micros);
        if (wrong != null) {
            return wrong;
        }
        if (!(row.members().get("value") instanceof JsonNumber value)) {
            return "its value is no number";
        }
        int channel = target.channel(metric, 0, metric.length);
        if (channel < 0) {
            return target.noChannel(shown(metric));
        }
        target.add(channel, micros, value.asDouble());
        return null;
    }

    private static byte @Nullable [] text(JsonObject row, String name) {
        JsonValue value = row.members().get(name);
        return value instanceof JsonString text ? text.value().getBytes(StandardCharsets.UTF_8) : null;
    }

    private static String shown(byte[] text) {
        return Printable.shortened(new String(text, StandardCharsets.UTF_8));
    }
}

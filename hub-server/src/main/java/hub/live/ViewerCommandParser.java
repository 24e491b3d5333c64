package hub.live;

import hub.json.JsonReader;
import hub.json.JsonSyntaxException;
import hub.json.JsonValue.JsonObject;
import hub.live.ViewerCommand.ChangeView;
import hub.live.ViewerCommand.Events;
import hub.live.ViewerCommand.Every;
import hub.live.ViewerCommand.Fleet;
import hub.live.ViewerCommand.Invalid;
import hub.live.ViewerCommand.Latest;
import hub.live.ViewerCommand.Mode;
import hub.live.ViewerCommand.Resume;
import hub.live.ViewerCommand.Subscribe;
import hub.live.ViewerCommand.Unsubscribe;
import hub.live.ViewerCommand.Viewport;
import hub.protocol.Area;
import hub.protocol.DeviceId;
import hub.protocol.Metric;
import hub.text.Printable;
import java.time.Duration;
import java.util.Optional;

/** Parses what viewers send. Any text gives a command, if only an invalid one. */
final class ViewerCommandParser {

    private static final int LAST_ID = 65_535;

    private ViewerCommandParser() {}

    static ViewerCommand parse(String text) {
        JsonFields fields;
        try {
            if (!(JsonReader.read(text) instanceof JsonObject object)) {
                return new Invalid("bad-message", "the message is no JSON object", 0);
            }
            fields = new JsonFields(object.members());
        } catch (JsonSyntaxException e) {
            return new Invalid("bad-message", "not JSON: " + e.getMessage(), 0);
        }
        int id = id(fields);
        try {
            return command(fields, id);
        } catch (IllegalArgumentException e) {
            return new Invalid("bad-subscription", String.valueOf(e.getMessage()), id);
        }
    }

    private static ViewerCommand command(JsonFields fields, int id) {
        String type = fields.string("type");
        if (id == 0) {
            throw new IllegalArgumentException("\"id\" must be a whole number from 1 to " + LAST_ID);
        }
        return switch (type) {
            case "subscribe" -> new Subscribe(id, selection(fields), mode(fields));
            case "view" -> view(fields, id);
            case "unsubscribe" -> new Unsubscribe(id);
            default ->
                new Invalid(
                        "unknown-type",
                        "type \"" + Printable.shortened(type) + "\" is unknown; known are subscribe, view, unsubscribe",
                        id);
        };
    }

    /** 0 if there is none, or none that may be. */
    private static int id(JsonFields fields) {
        try {
            return (int) fields.integer("id", 1, LAST_ID);
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }

    /** A view that makes no sense leaves the subscription as it is. */
    private static ViewerCommand view(JsonFields fields, int id) {
        try {
            return new ChangeView(id, ViewParser.parse(fields));
        } catch (IllegalArgumentException e) {
            return new Invalid("view-refused", String.valueOf(e.getMessage()), id);
        }
    }

    private static Mode mode(JsonFields fields) {
        String name = fields.string("mode");
        return switch (name) {
            case "fleet" -> new Fleet();
            case "latest" ->
                new Latest(
                        fields.has("tick")
                                ? Duration.ofMillis(fields.integer(
                                        "tick", LiveOptions.LEAST_TICK.toMillis(), LiveOptions.MOST_TICK.toMillis()))
                                : Duration.ZERO);
            case "every" ->
                new Every(
                        fields.has("history")
                                ? fields.duration("history", Duration.ZERO, LiveOptions.MAX_HISTORY)
                                : LiveOptions.DEFAULT_HISTORY,
                        resume(fields));
            case "events" -> new Events();
            case "viewport" -> new Viewport(ViewParser.parse(fields));
            default ->
                throw new IllegalArgumentException("mode \"" + Printable.shortened(name)
                        + "\" is unknown; known are fleet, latest, every, events, viewport");
        };
    }

    private static Resume resume(JsonFields fields) {
        return fields.has("resume")
                ? new Resume(fields.string("run"), fields.integer("resume", 0, Long.MAX_VALUE))
                : Resume.NOT_ASKED;
    }

    private static Selection selection(JsonFields fields) {
        return new Selection(
                fields.names("devices", DeviceId::new),
                fields.has("prefix") ? fields.string("prefix") : "",
                area(fields),
                fields.names("metrics", Metric::new),
                fields.names("tags", tag -> tag));
    }

    private static Optional<Area> area(JsonFields fields) {
        if (!fields.has("area")) {
            return Optional.empty();
        }
        double[] sides = fields.numbers("area", 4);
        return Optional.of(new Area(sides[0], sides[1], sides[2], sides[3]));
    }
}

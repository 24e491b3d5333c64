package hub.admin;

import hub.admin.JsonCall.Reply;
import hub.json.JsonWriter;
import hub.protocol.DeviceId;
import hub.registry.DeviceRegistry;
import hub.registry.Fields;
import hub.registry.RegisteredDevice;
import hub.registry.Registry;
import hub.security.Gatekeeper;
import hub.text.Printable;
import hub.time.Clocks;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** {@code /api/v1/registry}: devices and their tokens. */
final class DeviceCalls {

    private static final Duration USUAL_GRACE = Duration.ofDays(1);
    private static final Duration LONGEST_GRACE = Duration.ofDays(366);
    private static final String[] CHANGEABLE = {"disabled", "tags", "location", "exactPublished", "notes"};

    private final DeviceRegistry devices;
    private final Clocks clocks;

    private final Predicate<DeviceId> heard;
    private final Predicate<DeviceId> eraser;

    DeviceCalls(Registry registry, Clocks clocks, Predicate<DeviceId> heard, Predicate<DeviceId> eraser) {
        this.devices = registry.devices();
        this.clocks = clocks;
        this.heard = heard;
        this.eraser = eraser;
    }

    Reply list(HttpServerExchange exchange) {
        JsonWriter json = new JsonWriter().beginArray();
        devices.all().forEach(device -> write(json, device));
        return Reply.json(200, json.endArray());
    }

    Reply get(HttpServerExchange exchange) {
        return Reply.json(200, write(new JsonWriter(), devices.need(id(exchange))));
    }

    private JsonWriter write(JsonWriter json, RegisteredDevice device) {
        return device.writeWithTokens(json.beginObject(), clocks.micros()).endObject();
    }

    private static DeviceId id(HttpServerExchange exchange) {
        return new DeviceId(JsonCall.parameter(exchange, "device"));
    }

    Reply add(HttpServerExchange exchange) throws IOException {
        Fields fields =
                JsonCall.fields(exchange, "id", "token", "disabled", "tags", "location", "exactPublished", "notes");
        RegisteredDevice device = RegisteredDevice.of(new DeviceId(fields.needText("id")), clocks.micros())
                .changed(fields);
        boolean withToken = fields.flag("token").orElse(true);
        Map<DeviceId, String> tokens = devices.add(Gatekeeper.actor(exchange), List.of(device), withToken);
        JsonWriter json = new JsonWriter().beginObject().name("id").value(device.name());
        return Reply.json(201, json.name("token").value(tokens.get(device.id())).endObject());
    }

    /** A device a line, as CSV; answers their tokens as CSV, or which lines are wrong. */
    Reply importAll(HttpServerExchange exchange) throws IOException {
        String csv = JsonCall.body(exchange, "text/csv");
        try {
            List<RegisteredDevice> all = DeviceList.parse(csv, clocks.micros(), devices::isRegistered);
            Map<DeviceId, String> tokens = devices.add(Gatekeeper.actor(exchange), all, true);
            return new Reply(201, "text/csv", DeviceList.tokens(tokens));
        } catch (DeviceListException e) {
            return new Reply(e.onlyKnownOnes() ? 409 : 400, "application/problem+json", e.problem());
        }
    }

    Reply change(HttpServerExchange exchange) throws IOException {
        RegisteredDevice changed =
                devices.change(Gatekeeper.actor(exchange), id(exchange), JsonCall.fields(exchange, CHANGEABLE));
        return Reply.json(200, write(new JsonWriter(), changed));
    }

    /** Of a device that is not registered any more the data can be erased, too. */
    Reply remove(HttpServerExchange exchange) {
        DeviceId device = id(exchange);
        boolean erases = erases(exchange);
        if (!erases) {
            devices.remove(Gatekeeper.actor(exchange), device);
        } else if (heard.test(device)) {
            devices.erase(Gatekeeper.actor(exchange), device);
        } else {
            devices.erase(Gatekeeper.actor(exchange), devices.need(device).id());
        }
        if (erases && !eraser.test(device)) {
            return Reply.problem(
                    503,
                    "device " + device
                            + " is not registered any more, but what it has sent cannot be erased now: the hub's"
                            + " log says why; make the same call again when it stores readings");
        }
        JsonWriter json = new JsonWriter().beginObject().name("id").value(device.value());
        return Reply.json(
                200, json.name("data").value(erases ? "erased" : "kept").endObject());
    }

    private static boolean erases(HttpServerExchange exchange) {
        Deque<String> asked = exchange.getQueryParameters().getOrDefault("data", new ArrayDeque<>());
        for (String unknown : exchange.getQueryParameters().keySet()) {
            if (!unknown.equals("data") && !unknown.equals("token") && !unknown.equals("device")) {
                throw new IllegalArgumentException(
                        "parameter '" + Printable.shortened(unknown) + "' is unknown; known is data");
            }
        }
        String data = asked.isEmpty() ? "keep" : asked.getFirst();
        if (asked.size() > 1 || !(data.equals("keep") || data.equals("erase"))) {
            throw new IllegalArgumentException(
                    "data=" + Printable.shortened(String.join(",", asked)) + " is neither data=keep nor data=erase");
        }
        return data.equals("erase");
    }

    Reply rotate(HttpServerExchange exchange) throws IOException {
        Duration grace = exchange.getRequestContentLength() == 0
                ? USUAL_GRACE
                : JsonCall.fields(exchange, "grace")
                        .text("grace")
                        .map(DeviceCalls::grace)
                        .orElse(USUAL_GRACE);
        String token = devices.rotate(Gatekeeper.actor(exchange), id(exchange), grace.toNanos() / 1_000);
        JsonWriter json =
                new JsonWriter().beginObject().name("id").value(id(exchange).value());
        return Reply.json(200, json.name("token").value(token).endObject());
    }

    private static Duration grace(String text) {
        try {
            Duration grace = Duration.parse(text);
            if (!grace.isNegative() && grace.compareTo(LONGEST_GRACE) <= 0) {
                return grace;
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        throw new IllegalArgumentException("\"grace\" is no ISO 8601 duration from PT0S to P366D");
    }

    Reply revoke(HttpServerExchange exchange) {
        devices.revoke(Gatekeeper.actor(exchange), id(exchange));
        return Reply.nothing();
    }
}

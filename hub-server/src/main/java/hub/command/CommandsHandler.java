package hub.command;

import hub.http.Problem;
import hub.http.SmallBody;
import hub.ingest.Ingest;
import hub.json.JsonValue;
import hub.json.JsonWriter;
import hub.presence.Presence;
import hub.protocol.DeviceId;
import hub.protocol.Timestamps;
import hub.protocol.message.HubMessage;
import hub.protocol.message.HubMessages;
import hub.registry.Permission;
import hub.security.Gatekeeper;
import hub.text.Printable;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.handlers.PathTemplateHandler;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.PathTemplateMatch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST} and {@code GET /api/v1/devices/{id}/commands} and {@code GET /api/v1/devices/{id}/commands/{command}}.
 */
public final class CommandsHandler implements HttpHandler {

    /** Carries credentials; looked at elsewhere. */
    private static final JsonValue NOT_TOLD = new JsonValue.JsonNull();

    private static final String TOKEN = "token";

    private static final String PATH = "/api/v1/devices/{device}/commands";
    private static final int MAX_BODY_BYTES = 4_096;
    private static final int STORED_WITHIN_SECONDS = 10;

    private final CommandBook book;
    private final Presence presence;
    private final Ingest ingest;
    private final HttpHandler blocking = new BlockingHandler(this::answer);
    private final HttpHandler withBody = new SmallBody(MAX_BODY_BYTES, blocking);

    private CommandsHandler(CommandBook book, Presence presence, Ingest ingest) {
        this.book = book;
        this.presence = presence;
        this.ingest = ingest;
    }

    /** Answers these calls and leaves all others to another handler. */
    public static HttpHandler before(HttpHandler others, CommandBook book, Presence presence, Ingest ingest) {
        CommandsHandler handler = new CommandsHandler(book, presence, ingest);
        return new PathTemplateHandler(others, false).add(PATH, handler).add(PATH + "/{command}", handler);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        boolean issues = exchange.getRequestMethod().equals(Methods.POST);
        boolean one = parameter(exchange, "command").isPresent();
        if ((one && issues) || !(issues || isRead(exchange))) {
            String allowed = one ? "GET, HEAD" : "GET, HEAD, POST";
            exchange.getResponseHeaders().put(Headers.ALLOW, allowed);
            Problem.of(405, "this call takes " + allowed + " only").send(exchange);
        } else {
            (issues ? withBody : blocking).handleRequest(exchange);
        }
    }

    private static boolean isRead(HttpServerExchange exchange) {
        return exchange.getRequestMethod().equals(Methods.GET)
                || exchange.getRequestMethod().equals(Methods.HEAD);
    }

    private static Optional<String> parameter(HttpServerExchange exchange, String name) {
        return Optional.ofNullable(exchange.getAttachment(PathTemplateMatch.ATTACHMENT_KEY)
                .getParameters()
                .get(name));
    }

    private void answer(HttpServerExchange exchange) throws InterruptedException {
        Optional<DeviceId> device = parameter(exchange, "device").flatMap(DeviceId::parse);
        Optional<String> unknown = exchange.getQueryParameters().keySet().stream()
                .filter(name -> !name.equals(TOKEN))
                .findFirst();
        if (unknown.isPresent()) {
            Problem.of(400, "parameter '" + Printable.shortened(unknown.get()) + "' is unknown; this call takes none")
                    .send(exchange);
        } else if (device.isEmpty()) {
            Problem.of(400, "a device id is 1 to 64 characters of A-Z a-z 0-9 . _ : -")
                    .send(exchange);
        } else if (!presence.isKnown(device.get())) {
            Problem.of(404, "device " + device.get() + " is not known").send(exchange);
        } else if (exchange.getRequestMethod().equals(Methods.POST)) {
            issue(exchange, device.get());
        } else {
            show(exchange, device.get());
        }
    }

    private void show(HttpServerExchange exchange, DeviceId device) {
        List<Command> commands = book.history(device);
        Optional<String> wanted = parameter(exchange, "command");
        if (wanted.isEmpty()) {
            JsonWriter json = new JsonWriter().beginArray();
            boolean all = Gatekeeper.may(exchange, Permission.COMMAND);
            commands.forEach(command -> write(json, command, all));
            send(exchange, 200, json.endArray());
            return;
        }
        commands.stream()
                .filter(command -> command.id().equals(wanted.get()))
                .findFirst()
                .ifPresentOrElse(
                        command -> send(
                                exchange,
                                200,
                                write(new JsonWriter(), command, Gatekeeper.may(exchange, Permission.COMMAND))),
                        () -> Problem.of(404, "device " + device + " has no such command")
                                .send(exchange));
    }

    private void issue(HttpServerExchange exchange, DeviceId device) throws InterruptedException {
        String type = String.valueOf(exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE));
        if (!type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            Problem.of(415, "the body must be application/json").send(exchange);
            return;
        }
        CommandRequest request;
        try {
            request = CommandRequest.parse(new String(SmallBody.of(exchange), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            Problem.of(400, String.valueOf(e.getMessage())).send(exchange);
            return;
        }
        issue(exchange, device, request);
    }

    private void issue(HttpServerExchange exchange, DeviceId device, CommandRequest request)
            throws InterruptedException {
        int bytes = HubMessages.write(new HubMessage.Command(CommandIds.LONGEST, request.name(), request.args()))
                .getBytes(StandardCharsets.UTF_8)
                .length;
        if (bytes > HubMessages.MAX_BYTES) {
            Problem.of(422, "the command takes " + bytes + " bytes; a device can take " + HubMessages.MAX_BYTES)
                    .send(exchange);
        } else if (ingest.failure().isPresent()) {
            Problem.of(503, "the hub cannot store commands now").send(exchange);
        } else {
            store(exchange, device, request);
        }
    }

    private void store(HttpServerExchange exchange, DeviceId device, CommandRequest request)
            throws InterruptedException {
        try {
            Command command = book.issue(device, request.name(), request.args(), request.expiresIn())
                    .get(STORED_WITHIN_SECONDS, TimeUnit.SECONDS);
            exchange.getResponseHeaders()
                    .put(Headers.LOCATION, "/api/v1/devices/" + device + "/commands/" + command.id());
            send(exchange, 201, write(new JsonWriter(), command, true));
        } catch (TooManyCommandsException e) {
            Problem.of(429, String.valueOf(e.getMessage())).send(exchange);
        } catch (TimeoutException | ExecutionException e) {
            Problem.of(503, "the command is not stored yet; it may be later, see the list of commands")
                    .send(exchange);
        }
    }

    /** @param all whether what was told to the device, and what it said, is told: there may be secrets in it */
    private static JsonWriter write(JsonWriter json, Command command, boolean all) {
        json.beginObject().name("id").value(command.id());
        json.name("device").value(command.device().value());
        json.name("name").value(command.name()).name("args").value(all ? command.args() : NOT_TOLD);
        json.name("state").value(command.state().wireName());
        json.name("issued").value(Timestamps.instant(command.issuedMicros()).toString());
        json.name("expires").value(Timestamps.instant(command.expiresMicros()).toString());
        json.name("sent").value(time(command.sentMicros()));
        json.name("finished").value(time(command.finishedMicros()));
        json.name("data").value(all ? command.data() : NOT_TOLD);
        return json.name("error")
                .value(command.error().isEmpty() ? null : command.error())
                .endObject();
    }

    private static @Nullable String time(OptionalLong micros) {
        return micros.isPresent() ? Timestamps.instant(micros.getAsLong()).toString() : null;
    }

    private static void send(HttpServerExchange exchange, int status, JsonWriter json) {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
        exchange.getResponseSender().send(json.toString(), StandardCharsets.UTF_8);
    }
}

package hub.admin;

import hub.http.Problem;
import hub.json.JsonWriter;
import hub.protocol.DeviceId;
import hub.registry.Registry;
import hub.registry.RegistryException;
import hub.security.Credentials;
import hub.security.Gatekeeper;
import hub.time.NanoClock;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * {@code POST /api/v1/claim}: a device that was made with its fleet's key gets a token of its own, once. The key is its
 * bearer; the body is {@code {"id":"…"}}.
 */
final class ClaimCall {

    private static final String RETRY_AFTER_SECONDS = "60";

    private final Registry registry;
    private final Gatekeeper gatekeeper;
    private final Predicate<DeviceId> heard;
    private final ClaimPace pace;
    private final HttpHandler call = ((JsonCall) this::claim).handler();

    ClaimCall(Registry registry, Gatekeeper gatekeeper, Predicate<DeviceId> heard, NanoClock clock) {
        this.registry = registry;
        this.gatekeeper = gatekeeper;
        this.heard = heard;
        this.pace = new ClaimPace(clock);
    }

    /** The key first: its body is read only of one that is good. */
    void handle(HttpServerExchange exchange) throws Exception {
        Optional<String> name = registry.devices().keyName(key(exchange));
        boolean tooOften = name.isPresent()
                ? pace.isGoodTooOften(name.get(), address(exchange))
                : pace.isWrongTooOften(address(exchange));
        if (tooOften) {
            exchange.getResponseHeaders().put(Headers.RETRY_AFTER, RETRY_AFTER_SECONDS);
            Problem.of(
                            429,
                            "more than " + ClaimPace.MOST_A_MINUTE
                                    + " claims a minute from one address; come back later")
                    .send(exchange);
        } else if (name.isEmpty()) {
            exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "Bearer");
            Problem.of(401, "a valid fleet key is needed, as bearer").send(exchange);
        } else {
            call.handleRequest(exchange);
        }
    }

    private static String key(HttpServerExchange exchange) {
        return Credentials.of(exchange, List.of()).map(Credentials::token).orElse("");
    }

    private static String address(HttpServerExchange exchange) {
        return exchange.getSourceAddress().getAddress().getHostAddress();
    }

    /** By the token file; or it came some other way, by a certificate or a gateway, and nobody else may become it. */
    private boolean isKnownOtherwise(DeviceId device) {
        boolean registered = registry.devices().find(device).isPresent();
        return gatekeeper.isInFile(device) || (!registered && heard.test(device));
    }

    private JsonCall.Reply claim(HttpServerExchange exchange) throws IOException {
        DeviceId device = new DeviceId(JsonCall.fields(exchange, "id").needText("id"));
        try {
            String token = registry.devices().claim(key(exchange), device, address(exchange), isKnownOtherwise(device));
            JsonWriter json = new JsonWriter().beginObject().name("id").value(device.value());
            return JsonCall.Reply.json(201, json.name("token").value(token).endObject());
        } catch (RegistryException e) {
            if (e.reason() != RegistryException.Reason.UNKNOWN) {
                throw e;
            }
            exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "Bearer");
            return new JsonCall.Reply(
                    401,
                    "application/problem+json",
                    Problem.of(401, String.valueOf(e.getMessage())).json());
        }
    }
}

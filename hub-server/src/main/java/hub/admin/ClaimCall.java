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
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * {@code POST /api/v1/claim}: a device that was made with its fleet's key gets a token of its own, once. The key is its
 * bearer; the body is {@code {"id":"…"}}.
 */
final class ClaimCall {

    /** A carton of devices on one table may all claim at once; who guesses gets no further with this. */
    private static final int MOST_A_MINUTE = 120;

    private static final int MOST_ADDRESSES = 50_000;
    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final String RETRY_AFTER_SECONDS = "60";

    private final Registry registry;
    private final Gatekeeper gatekeeper;
    private final Predicate<DeviceId> heard;
    private final NanoClock clock;
    private final HttpHandler call = ((JsonCall) this::claim).handler();
    private final Map<String, Integer> triesOfMinute = new HashMap<>();
    private long minuteBegan;

    ClaimCall(Registry registry, Gatekeeper gatekeeper, Predicate<DeviceId> heard, NanoClock clock) {
        this.registry = registry;
        this.gatekeeper = gatekeeper;
        this.heard = heard;
        this.clock = clock;
        this.minuteBegan = clock.nanos();
    }

    void handle(HttpServerExchange exchange) throws Exception {
        String address = address(exchange);
        if (isTooOften(address)) {
            exchange.getResponseHeaders().put(Headers.RETRY_AFTER, RETRY_AFTER_SECONDS);
            Problem.of(429, "more than " + MOST_A_MINUTE + " claims a minute from one address; come back later")
                    .send(exchange);
        } else {
            call.handleRequest(exchange);
        }
    }

    private static String address(HttpServerExchange exchange) {
        return exchange.getSourceAddress().getAddress().getHostAddress();
    }

    private synchronized boolean isTooOften(String address) {
        if (clock.nanos() - minuteBegan > MINUTE_NANOS || triesOfMinute.size() >= MOST_ADDRESSES) {
            triesOfMinute.clear();
            minuteBegan = clock.nanos();
        }
        return triesOfMinute.merge(address, 1, Integer::sum) > MOST_A_MINUTE;
    }

    /** By the token file; or it came some other way, by a certificate or a gateway, and nobody else may become it. */
    private boolean isKnownOtherwise(DeviceId device) {
        boolean registered = registry.devices().find(device).isPresent();
        return gatekeeper.isInFile(device) || (!registered && heard.test(device));
    }

    private JsonCall.Reply claim(HttpServerExchange exchange) throws IOException {
        Optional<String> key = Credentials.of(exchange, List.of()).map(Credentials::token);
        DeviceId device = new DeviceId(JsonCall.fields(exchange, "id").needText("id"));
        try {
            String token =
                    registry.devices().claim(key.orElse(""), device, address(exchange), isKnownOtherwise(device));
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

package hub.security;

import hub.http.Problem;
import hub.protocol.DeviceId;
import hub.security.TokenFile.Kind;
import hub.security.TokenFile.Verdict;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Decides who may connect and who may see. Refuses by default; an open hub lets all in, and binds loopback only. */
public final class Gatekeeper {

    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private static final String FIRMWARE_ORIGIN = "file://";

    private final boolean open;
    private final TokenFile tokens;

    /** @param open whether authentication is off */
    public Gatekeeper(boolean open, TokenFile tokens) {
        this.open = open;
        this.tokens = tokens;
    }

    /** Why that device may not connect with this request; empty if it may. */
    public Optional<Problem> refuseDevice(HttpServerExchange exchange, DeviceId device, List<String> subprotocols) {
        if (open) {
            return refuseHost(exchange)
                    .or(() -> isFirmwareOrigin(exchange) ? Optional.empty() : refuseOrigin(exchange));
        }
        if (ClientCertificate.commonName(exchange)
                .filter(device.value()::equals)
                .isPresent()) {
            return tokens.isDisabled(Kind.DEVICE, device.value())
                    ? Optional.of(Problem.of(403, "device " + device + " is disabled"))
                    : Optional.empty();
        }
        Optional<Credentials> credentials = Credentials.of(exchange, subprotocols);
        // A device that says who it is in two places must say the same.
        boolean sameName = credentials
                .flatMap(Credentials::user)
                .map(device.value()::equals)
                .orElse(true);
        Verdict verdict = credentials
                .filter(shown -> sameName)
                .map(shown -> tokens.check(Kind.DEVICE, device.value(), shown.token()))
                .orElse(Verdict.WRONG);
        return switch (verdict) {
            case VALID -> Optional.empty();
            case DISABLED -> Optional.of(Problem.of(403, "device " + device + " is disabled"));
            case WRONG -> unauthorized(exchange, "a valid token of device " + device + " is needed");
        };
    }

    /** Why this request may not see what the hub knows; empty if it may. */
    public Optional<Problem> refuseViewer(HttpServerExchange exchange) {
        if (open) {
            return refuseHost(exchange);
        }
        boolean known = Credentials.of(exchange, List.of())
                .map(shown -> tokens.isViewer(shown.token()))
                .orElse(false);
        return known ? Optional.empty() : unauthorized(exchange, "a viewer's token is needed, as password or bearer");
    }

    /**
     * Why this request may not make the hub do something; empty if it may. Pages of other origins may not even of an
     * open hub, and not with what a browser remembers of an operator.
     */
    public Optional<Problem> refuseOperator(HttpServerExchange exchange) {
        Optional<Problem> origin = refuseOrigin(exchange);
        if (origin.isPresent() || open) {
            return origin.or(() -> refuseHost(exchange));
        }
        boolean known = Credentials.of(exchange, List.of())
                .map(shown -> tokens.isOperator(shown.token()))
                .orElse(false);
        return known
                ? Optional.empty()
                : unauthorized(exchange, "an operator's token is needed, as password or bearer");
    }

    /** Why a page of that origin may not open a socket; empty if it may, or if no page asks. */
    public Optional<Problem> refuseOrigin(HttpServerExchange exchange) {
        String origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
        if (origin == null) {
            return Optional.empty();
        }
        String host = String.valueOf(exchange.getRequestHeaders().getFirst(Headers.HOST));
        return isSame(origin, host, exchange.getRequestScheme())
                ? Optional.empty()
                : Optional.of(Problem.of(403, "pages of another origin may not do this"));
    }

    /** Some firmware libraries say that they are a file; pages that a browser opened from one say null. */
    private static boolean isFirmwareOrigin(HttpServerExchange exchange) {
        return FIRMWARE_ORIGIN.equals(exchange.getRequestHeaders().getFirst(Headers.ORIGIN));
    }

    /** By TLS is also what comes in clear text from a proxy that has it and was not named. */
    private static boolean isSame(String origin, String host, String scheme) {
        try {
            URI uri = URI.create(origin);
            boolean sameScheme = "https".equalsIgnoreCase(uri.getScheme()) || scheme.equalsIgnoreCase(uri.getScheme());
            return sameScheme
                    && uri.getAuthority() != null
                    && uri.getAuthority().equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** An open hub answers only to names of this machine: a page elsewhere may let its own name point here. */
    private static Optional<Problem> refuseHost(HttpServerExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst(Headers.HOST);
        if (host == null) {
            return Optional.of(Problem.of(400, "Host is missing"));
        }
        String name = host.replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT);
        return LOOPBACK_NAMES.contains(name)
                ? Optional.empty()
                : Optional.of(Problem.of(421, "an open hub answers to localhost only"));
    }

    private static Optional<Problem> unauthorized(HttpServerExchange exchange, String detail) {
        exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "Basic realm=\"telemetry hub\", charset=\"UTF-8\"");
        return Optional.of(Problem.of(401, detail));
    }
}

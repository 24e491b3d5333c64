package hub.security;

import hub.http.Problem;
import hub.protocol.DeviceId;
import hub.registry.Actor;
import hub.registry.DeviceRegistry;
import hub.registry.Permission;
import hub.registry.Registry;
import hub.registry.Secrets;
import hub.security.TokenFile.Kind;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Decides who may connect, see and change, by the one {@link AccessTable}. Refuses by default; an open hub lets all in, and
 * binds loopback only.
 */
public final class Gatekeeper {

    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private static final String FIRMWARE_ORIGIN = "file://";
    private static final HttpString FETCH_SITE = new HttpString("Sec-Fetch-Site");
    private static final AttachmentKey<Principal> PRINCIPAL = AttachmentKey.create(Principal.class);

    private final Authenticator authenticator;
    private final TokenFile tokens;
    private final Registry registry;

    public Gatekeeper(Authenticator authenticator, TokenFile tokens, Registry registry) {
        this.authenticator = authenticator;
        this.tokens = tokens;
        this.registry = registry;
    }

    /** Why a call may not be made; empty if it may. From then on {@link #principal} knows who makes it. */
    Optional<Problem> refuse(HttpServerExchange exchange) {
        HttpString method = exchange.getRequestMethod();
        Optional<Access> access = AccessTable.find(method, exchange.getRequestPath());
        Access asked = access.orElse(Access.READ);
        if (authenticator.isOpen()) {
            Optional<Problem> host = refuseHost(exchange);
            if (host.isPresent()) {
                return host;
            }
        }
        if (asked == Access.DEVICE) {
            return Optional.empty(); // Asked where the device is known, and its subprotocols are.
        }
        boolean changes = !method.equals(Methods.GET) && !method.equals(Methods.HEAD);
        Optional<Problem> problem = changes ? refuseOrigin(exchange) : Optional.empty();
        if (problem.isEmpty() && asked != Access.ANYONE) {
            problem = refuseUnknown(exchange, asked, changes);
        }
        return problem.isEmpty() && access.isEmpty()
                ? Optional.of(Problem.of(404, "there is no such call; calls begin with /api/v1"))
                : problem;
    }

    private Optional<Problem> refuseUnknown(HttpServerExchange exchange, Access asked, boolean changes) {
        Optional<Principal> known = authenticator.identify(exchange);
        if (known.isEmpty()) {
            return unauthorized(exchange, needed(asked));
        }
        Principal principal = known.get();
        if (!asked.lets(principal)) {
            return Optional.of(Problem.of(403, principal.name() + " may not do this: " + needed(asked)));
        }
        if (changes && principal.ofBrowser() && !isOfOwnPage(exchange)) {
            return Optional.of(Problem.of(403, "with a session only the hub's own pages may do this; use a token"));
        }
        exchange.putAttachment(PRINCIPAL, principal);
        return Optional.empty();
    }

    private static String needed(Access asked) {
        return switch (asked) {
            case ANYONE, KNOWN, DEVICE -> "a token or a session is needed";
            case READ -> "a viewer's token is needed, as password or bearer, or a session";
            case SQL -> "a viewer's token is needed, or a token or session that may ask in SQL";
            case IMPORT, COMMAND, BACKUP -> "an operator's token is needed, as password or bearer, or a session";
            case DEVICES, ADMIN ->
                "a token or session with the scope " + asked.name().toLowerCase(Locale.ROOT) + " is needed";
        };
    }

    /** A browser says one or the other with whatever changes something; who says neither may be made to send a cookie. */
    private static boolean isOfOwnPage(HttpServerExchange exchange) {
        return exchange.getRequestHeaders().contains(Headers.ORIGIN)
                || "same-origin".equals(exchange.getRequestHeaders().getFirst(FETCH_SITE));
    }

    /** Who makes a call that was let through. */
    public static Optional<Principal> principal(HttpServerExchange exchange) {
        return Optional.ofNullable(exchange.getAttachment(PRINCIPAL));
    }

    /** Whether who asks may read, of a call that answers anybody something. */
    public boolean mayRead(HttpServerExchange exchange) {
        return authenticator
                .identify(exchange)
                .map(known -> known.may(Permission.READ))
                .orElse(false);
    }

    /** Whether who makes the call has a permission. */
    public static boolean may(HttpServerExchange exchange, Permission permission) {
        return principal(exchange).map(known -> known.may(permission)).orElse(false);
    }

    /** Who is noted for what the call changes. */
    public static Actor actor(HttpServerExchange exchange) {
        return new Actor(
                principal(exchange).map(Principal::name).orElse("nobody known"),
                exchange.getSourceAddress().getAddress().getHostAddress());
    }

    /** Why that device may not connect with this request; empty if it may. */
    public Optional<Problem> refuseDevice(HttpServerExchange exchange, DeviceId device, List<String> subprotocols) {
        if (authenticator.isOpen()) {
            return refuseHost(exchange)
                    .or(() -> isFirmwareOrigin(exchange) ? Optional.empty() : refuseOrigin(exchange));
        }
        if (showsCertificate(exchange, device)) {
            return isDisabled(device)
                    ? Optional.of(Problem.of(403, "device " + device + " is disabled"))
                    : Optional.empty();
        }
        Optional<Credentials> credentials = Credentials.of(exchange, subprotocols);
        // A device that says who it is in two places must say the same.
        boolean sameName = credentials
                .flatMap(Credentials::user)
                .map(device.value()::equals)
                .orElse(true);
        DeviceRegistry.Verdict verdict = credentials
                .filter(shown -> sameName)
                .map(shown -> check(device, Secrets.sha256(shown.token())))
                .orElse(DeviceRegistry.Verdict.WRONG);
        return switch (verdict) {
            case VALID -> Optional.empty();
            case DISABLED -> Optional.of(Problem.of(403, "device " + device + " is disabled"));
            case WRONG -> unauthorized(exchange, "a valid token of device " + device + " is needed");
        };
    }

    /** The registry first: what it disables the token file does not let in. */
    private DeviceRegistry.Verdict check(DeviceId device, String hash) {
        DeviceRegistry.Verdict verdict = registry.devices().check(device, hash);
        if (verdict != DeviceRegistry.Verdict.WRONG) {
            return verdict;
        }
        TokenFile.Verdict ofFile = tokens.checkHash(Kind.DEVICE, device.value(), hash);
        boolean sends = authenticator
                .byHash(hash)
                .map(known -> known.may(Permission.INGEST))
                .orElse(false);
        boolean disabled = isDisabled(device);
        if (ofFile == TokenFile.Verdict.DISABLED || (disabled && (sends || ofFile == TokenFile.Verdict.VALID))) {
            return DeviceRegistry.Verdict.DISABLED;
        }
        return sends || ofFile == TokenFile.Verdict.VALID ? DeviceRegistry.Verdict.VALID : verdict;
    }

    private boolean isDisabledInRegistry(DeviceId device) {
        return registry.devices().find(device).map(known -> known.disabled()).orElse(false);
    }

    private boolean isDisabled(DeviceId device) {
        return isDisabledInRegistry(device) || tokens.isDisabled(Kind.DEVICE, device.value());
    }

    private static boolean showsCertificate(HttpServerExchange exchange, DeviceId device) {
        return ClientCertificate.commonName(exchange)
                .filter(device.value()::equals)
                .isPresent();
    }

    /** Whether what a device connected with is still good; any thread may ask. Of a request that was let through. */
    public BooleanSupplier stillGood(HttpServerExchange exchange, DeviceId device, List<String> subprotocols) {
        if (authenticator.isOpen()) {
            return () -> true;
        }
        if (showsCertificate(exchange, device)) {
            return () -> !isDisabled(device);
        }
        String hash = Credentials.of(exchange, subprotocols)
                .map(shown -> Secrets.sha256(shown.token()))
                .orElse("");
        return () -> check(device, hash) == DeviceRegistry.Verdict.VALID;
    }

    /** Whether a token is in the token file for that device. */
    public boolean isInFile(DeviceId device) {
        return tokens.names(Kind.DEVICE).contains(device.value());
    }

    /** Another number after everything that may end what was good. */
    public long version() {
        return registry.version() + tokens.version();
    }

    /** Why a page of that origin may not open a socket; empty if it may, or if no page asks. */
    public static Optional<Problem> refuseOrigin(HttpServerExchange exchange) {
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
        // With this a browser asks for a password; not in the middle of a page whose session is over.
        if (!Sessions.isShown(exchange) && !exchange.getRequestHeaders().contains(FETCH_SITE)) {
            exchange.getResponseHeaders()
                    .put(Headers.WWW_AUTHENTICATE, "Basic realm=\"telemetry hub\", charset=\"UTF-8\"");
        }
        return Optional.of(Problem.of(401, detail));
    }
}

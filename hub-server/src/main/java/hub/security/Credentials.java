package hub.security;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a request shows of itself, in any of the forms that clients can manage.
 *
 * @param user the user of HTTP Basic; empty otherwise
 * @param token the secret; never logged
 */
public record Credentials(Optional<String> user, String token) {

    /** An offered subprotocol with this prefix carries a token, for clients that can set no header. */
    public static final String SUBPROTOCOL_PREFIX = "base64url.bearer.authorization.telemetry-hub.";

    private static final String BEARER = "bearer ";
    private static final String BASIC = "basic ";

    /** The first credentials found: header, query, subprotocol. */
    public static Optional<Credentials> of(HttpServerExchange exchange, List<String> offeredSubprotocols) {
        HeaderValues headers = exchange.getRequestHeaders().get(Headers.AUTHORIZATION);
        if (headers != null && !headers.isEmpty()) {
            return ofHeader(headers.getFirst());
        }
        Deque<String> query = exchange.getQueryParameters().get("token");
        if (query != null && !query.isEmpty()) {
            return Optional.of(new Credentials(Optional.empty(), query.getFirst()));
        }
        return offeredSubprotocols.stream()
                .filter(name -> name.startsWith(SUBPROTOCOL_PREFIX))
                .findFirst()
                .flatMap(name -> decode(Base64.getUrlDecoder(), name.substring(SUBPROTOCOL_PREFIX.length())))
                .map(token -> new Credentials(Optional.empty(), token));
    }

    private static Optional<Credentials> ofHeader(String header) {
        String scheme = header.toLowerCase(Locale.ROOT);
        if (scheme.startsWith(BEARER)) {
            return Optional.of(new Credentials(
                    Optional.empty(), header.substring(BEARER.length()).strip()));
        }
        if (!scheme.startsWith(BASIC)) {
            return Optional.empty();
        }
        return decode(Base64.getDecoder(), header.substring(BASIC.length()).strip())
                .filter(pair -> pair.indexOf(':') >= 0)
                .map(pair -> new Credentials(
                        Optional.of(pair.substring(0, pair.lastIndexOf(':'))),
                        pair.substring(pair.lastIndexOf(':') + 1)));
    }

    private static Optional<String> decode(Base64.Decoder decoder, String text) {
        try {
            return Optional.of(new String(decoder.decode(text), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return "Credentials[user=" + user + "]";
    }
}

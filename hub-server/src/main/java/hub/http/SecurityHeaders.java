package hub.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import org.jspecify.annotations.Nullable;

/** Headers that keep browsers from doing more with an answer than is meant. */
public final class SecurityHeaders implements HttpHandler {

    private static final HttpString CONTENT_SECURITY_POLICY = new HttpString("Content-Security-Policy");
    private static final HttpString CONTENT_TYPE_OPTIONS = new HttpString("X-Content-Type-Options");
    private static final HttpString REFERRER_POLICY = new HttpString("Referrer-Policy");
    private static final HttpString RESOURCE_POLICY = new HttpString("Cross-Origin-Resource-Policy");
    private static final HttpString OPENER_POLICY = new HttpString("Cross-Origin-Opener-Policy");

    private static final HttpString TRANSPORT_SECURITY = new HttpString("Strict-Transport-Security");

    /** Two years is what browsers' own lists ask for; a year lets a hub go back to plain HTTP sooner (RFC 6797). */
    private static final String A_YEAR = "max-age=31536000";

    private static final String POLICY =
            "default-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none';" + " frame-ancestors 'none'";

    /** With no-referrer browsers send {@code Origin: null} with the hub's own forms, so that nobody could log in. */
    private static final String OWN_PAGES_ONLY = "same-origin";

    private final HttpHandler next;
    private final String policy;

    /** @param mapTiles the one foreign origin that pictures may come from; null for none */
    public SecurityHeaders(HttpHandler next, @Nullable MapTiles mapTiles) {
        this.next = next;
        this.policy = mapTiles == null ? POLICY : POLICY + "; img-src 'self' " + mapTiles.origin();
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        HeaderMap headers = exchange.getResponseHeaders();
        headers.put(CONTENT_SECURITY_POLICY, policy);
        headers.put(CONTENT_TYPE_OPTIONS, "nosniff");
        headers.put(REFERRER_POLICY, OWN_PAGES_ONLY);
        headers.put(RESOURCE_POLICY, "same-origin");
        headers.put(OPENER_POLICY, "same-origin");
        if (exchange.getRequestScheme().equals("https")) {
            headers.put(TRANSPORT_SECURITY, A_YEAR);
        }
        next.handleRequest(exchange);
    }
}

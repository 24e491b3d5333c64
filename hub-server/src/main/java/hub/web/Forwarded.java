package hub.web;

import hub.http.Problem;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Believes trusted proxies about who asks and how: {@code Forwarded} (RFC 7239), or {@code X-Forwarded-For} and
 * {@code X-Forwarded-Proto}. A request with both is refused: most proxies write one and pass the other on as the client wrote it, and
 * nothing says which. Of a chain the last address counts that is no trusted proxy's: whatever stands before it, anybody may
 * have written. What others say is passed over.
 */
final class Forwarded implements HttpHandler {

    private static final HttpString FORWARDED = new HttpString("Forwarded");
    private static final Pattern PAIR = Pattern.compile("([A-Za-z]+)=(?:\"([^\"]*)\"|([^;,\\s]*))");
    private static final Pattern ADDRESS =
            Pattern.compile("\\[([0-9a-fA-F:.]+)](?::\\d+)?|([0-9.]+)(?::\\d+)?|([0-9a-fA-F:.]+)");

    private final TrustedProxies proxies;
    private final HttpHandler next;

    Forwarded(TrustedProxies proxies, HttpHandler next) {
        this.proxies = proxies;
        this.next = next;
    }

    /** One proxy's word: who asked it, and how. Either may be empty. */
    private record Hop(Optional<InetAddress> from, Optional<String> scheme) {}

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (proxies.contains(exchange.getSourceAddress().getAddress())) {
            if (saysBoth(exchange)) {
                Problem.of(
                                400,
                                "Forwarded and X-Forwarded-… in one request: the proxy must write one kind and take away the other")
                        .send(exchange);
                return;
            }
            believe(exchange);
        }
        next.handleRequest(exchange);
    }

    private static boolean saysBoth(HttpServerExchange exchange) {
        HeaderMap headers = exchange.getRequestHeaders();
        return headers.contains(FORWARDED)
                && (headers.contains(Headers.X_FORWARDED_FOR) || headers.contains(Headers.X_FORWARDED_PROTO));
    }

    private void believe(HttpServerExchange exchange) {
        List<Hop> hops = hops(exchange);
        for (int i = hops.size() - 1; i >= 0; i--) {
            Hop hop = hops.get(i);
            hop.scheme().ifPresent(exchange::setRequestScheme);
            if (hop.from().isEmpty()) {
                return;
            }
            exchange.setSourceAddress(new InetSocketAddress(hop.from().get(), 0));
            if (!proxies.contains(hop.from().get())) {
                return;
            }
        }
    }

    private static List<Hop> hops(HttpServerExchange exchange) {
        List<String> standard = list(exchange, FORWARDED);
        if (!standard.isEmpty()) {
            return standard.stream().map(Forwarded::hop).toList();
        }
        List<Hop> hops = new ArrayList<>();
        for (String address : list(exchange, Headers.X_FORWARDED_FOR)) {
            hops.add(new Hop(address(address), Optional.empty()));
        }
        List<String> schemes = list(exchange, Headers.X_FORWARDED_PROTO);
        if (!schemes.isEmpty()) {
            Optional<String> last = scheme(schemes.get(schemes.size() - 1));
            Optional<InetAddress> from = hops.isEmpty()
                    ? Optional.empty()
                    : hops.remove(hops.size() - 1).from();
            hops.add(new Hop(from, last));
        }
        return hops;
    }

    private static Hop hop(String element) {
        Optional<InetAddress> from = Optional.empty();
        Optional<String> scheme = Optional.empty();
        Matcher pairs = PAIR.matcher(element);
        while (pairs.find()) {
            String value = pairs.group(2) == null ? pairs.group(3) : pairs.group(2);
            switch (pairs.group(1).toLowerCase(Locale.ROOT)) {
                case "for" -> from = address(value);
                case "proto" -> scheme = scheme(value);
                default -> {}
            }
        }
        return new Hop(from, scheme);
    }

    private static Optional<String> scheme(String text) {
        return Optional.of(text.toLowerCase(Locale.ROOT)).filter(each -> each.equals("http") || each.equals("https"));
    }

    private static Optional<InetAddress> address(String text) {
        Matcher found = ADDRESS.matcher(text);
        if (!found.matches()) {
            return Optional.empty(); // "unknown", or a name that the proxy made up.
        }
        String address = Stream.of(1, 2, 3)
                .flatMap(group -> Stream.ofNullable(found.group(group)))
                .findFirst()
                .orElseThrow();
        return IpAddress.parse(address);
    }

    private static List<String> list(HttpServerExchange exchange, HttpString name) {
        HeaderValues values = exchange.getRequestHeaders().get(name);
        return values == null
                ? List.of()
                : values.stream()
                        .flatMap(value -> Stream.of(value.split(",", -1)))
                        .map(String::strip)
                        .filter(each -> !each.isEmpty())
                        .toList();
    }
}

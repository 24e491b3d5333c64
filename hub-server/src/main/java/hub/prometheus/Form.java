package hub.prometheus;

import hub.http.SmallBody;
import hub.protocol.Timestamps;
import hub.text.Printable;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The parameters of a call, of its address and of a body that is {@code application/x-www-form-urlencoded}. As in Prometheus,
 * those that a call does not know are passed over: newer clients send more.
 */
final class Form {

    /** The most bytes of a body. */
    static final int MAX_BODY = 1 << 20;

    private static final double MILLIS = 1_000;

    /** Beyond all times that there are. */
    private static final double MAX_MILLIS = 1e15;

    private final Map<String, List<String>> values;

    private Form(Map<String, List<String>> values) {
        this.values = values;
    }

    /** Of a call whose body, if it is posted, was read. */
    static Form of(HttpServerExchange exchange) {
        Map<String, List<String>> values = new HashMap<>();
        if (exchange.getRequestMethod().equals(Methods.POST)) {
            String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
            byte[] body = SmallBody.of(exchange);
            if (body.length > 0 && (type == null || !type.startsWith("application/x-www-form-urlencoded"))) {
                throw PrometheusException.badData("the body is '" + Printable.shortened(String.valueOf(type))
                        + "', not application/x-www-form-urlencoded");
            }
            addAll(new String(body, StandardCharsets.UTF_8), values);
        }
        exchange.getQueryParameters()
                .forEach((name, all) ->
                        values.computeIfAbsent(name, added -> new ArrayList<>()).addAll(all));
        return new Form(values);
    }

    private static void addAll(String body, Map<String, List<String>> values) {
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.computeIfAbsent(decoded(pair.substring(0, equals)), added -> new ArrayList<>())
                        .add(decoded(pair.substring(equals + 1)));
            }
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw PrometheusException.badData(
                    "'" + Printable.shortened(text) + "' in the body is not percent-encoded as it should be");
        }
    }

    List<String> all(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    Optional<String> single(String name) {
        return all(name).stream().findFirst().filter(text -> !text.isEmpty());
    }

    String required(String name) {
        return single(name).orElseThrow(() -> wrong(name, "", "is missing"));
    }

    /** Seconds since 1970 or RFC 3339, to the millisecond; in µs. */
    OptionalLong time(String name) {
        Optional<String> text = single(name);
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(time(name, text.get()));
    }

    long requiredTime(String name) {
        return time(name, required(name));
    }

    private static long time(String name, String text) {
        long micros;
        try {
            double millis = Double.parseDouble(text) * MILLIS;
            micros = Math.abs(millis) < MAX_MILLIS ? Math.round(millis) * 1_000 : Long.MAX_VALUE;
        } catch (NumberFormatException e) {
            try {
                micros = Timestamps.micros(OffsetDateTime.parse(text).toInstant()) / 1_000 * 1_000;
            } catch (DateTimeException | ArithmeticException other) {
                throw wrong(name, text, "cannot be parsed to a valid timestamp: no seconds since 1970, no RFC 3339");
            }
        }
        if (!Timestamps.isRepresentable(micros)) {
            throw wrong(name, text, "is not in the years 1 to 9999");
        }
        return micros;
    }

    /** Seconds or a duration such as 5m; in µs. */
    Optional<Long> duration(String name) {
        return single(name).map(text -> {
            OptionalLong known = Durations.micros(text);
            if (known.isPresent()) {
                return known.getAsLong();
            }
            try {
                double millis = Double.parseDouble(text) * MILLIS;
                if (Math.abs(millis) < MAX_MILLIS) {
                    return Math.round(millis) * 1_000;
                }
            } catch (NumberFormatException e) {
                // Said below.
            }
            throw wrong(name, text, "cannot be parsed to a valid duration: no seconds, and not like 5m");
        });
    }

    /** How many entries are wanted at most; 0 for all. */
    int limit(String name) {
        return single(name)
                .map(text -> {
                    try {
                        int limit = Integer.parseInt(text);
                        if (limit >= 0) {
                            return limit;
                        }
                    } catch (NumberFormatException e) {
                        // Said below.
                    }
                    throw wrong(name, text, "is no whole number from 0");
                })
                .orElse(0);
    }

    private static PrometheusException wrong(String name, String text, String why) {
        return PrometheusException.badData("invalid parameter \"" + name + "\": "
                + (text.isEmpty() ? "it " : "'" + Printable.shortened(text) + "' ") + why);
    }
}

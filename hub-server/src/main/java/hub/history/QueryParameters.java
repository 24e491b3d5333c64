package hub.history;

import hub.store.TimeRange;
import hub.text.Printable;
import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The query parameters of a request, each known and of its form; otherwise a {@link BadRequestException}. */
final class QueryParameters {

    /** Carries credentials; looked at elsewhere. */
    private static final String TOKEN = "token";

    private final Map<String, Deque<String>> values;
    private final long nowMicros;

    private QueryParameters(Map<String, Deque<String>> values, long nowMicros) {
        this.values = values;
        this.nowMicros = nowMicros;
    }

    /** Of a call that takes no times. */
    static QueryParameters of(HttpServerExchange exchange, Set<String> known) {
        return of(exchange.getQueryParameters(), known, 0);
    }

    /** @param nowMicros what times may be relative to, in µs since 1970 */
    static QueryParameters of(Map<String, Deque<String>> values, Set<String> known, long nowMicros) {
        for (String name : values.keySet()) {
            if (!known.contains(name) && !name.equals(TOKEN)) {
                throw new BadRequestException("parameter '" + Printable.shortened(name) + "' is unknown; "
                        + (known.isEmpty()
                                ? "this call takes none"
                                : "known are " + String.join(", ", new TreeSet<>(known))));
            }
        }
        return new QueryParameters(values, nowMicros);
    }

    /** The time that times may be relative to, in µs since 1970. */
    long nowMicros() {
        return nowMicros;
    }

    Optional<String> single(String name) {
        Deque<String> all = values.get(name);
        if (all == null) {
            return Optional.empty();
        }
        if (all.size() > 1) {
            throw new BadRequestException("parameter '" + name + "' is there " + all.size() + " times, once is enough");
        }
        return Optional.of(all.getFirst());
    }

    List<String> all(String name) {
        Deque<String> all = values.get(name);
        return all == null ? List.of() : List.copyOf(all);
    }

    /** From {@code from} up to but without {@code to}; all of time where they are left out. */
    TimeRange range() {
        long from = time("from").orElse(TimeRange.ALL.fromMicros());
        long to = time("to").orElse(TimeRange.ALL.toMicros());
        if (to < from) {
            throw new BadRequestException("'to' is before 'from'");
        }
        return new TimeRange(from, to);
    }

    private Optional<Long> time(String name) {
        return single(name).map(text -> Moment.parse(name, text, nowMicros));
    }

    /** One of some words; the first if it is left out. */
    String choice(String name, String... words) {
        String word = single(name).orElse(words[0]);
        if (!List.of(words).contains(word)) {
            throw new BadRequestException("parameter '" + name + "': '" + Printable.shortened(word)
                    + "' is unknown; known are " + String.join(", ", words));
        }
        return word;
    }

    /** A duration above 0 in µs, in the form of ISO 8601. */
    OptionalLong duration(String name) {
        Optional<String> text = single(name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long micros = Duration.parse(text.get()).toNanos() / 1_000;
            if (micros > 0) {
                return OptionalLong.of(micros);
            }
        } catch (DateTimeParseException | ArithmeticException e) {
            // Said below.
        }
        throw new BadRequestException("parameter '" + name + "': '" + Printable.shortened(text.get())
                + "' is no ISO 8601 duration above 0 such as PT10S");
    }

    /** A whole number within bounds. */
    int integer(String name, int least, int most, int otherwise) {
        return single(name)
                .map(text -> {
                    try {
                        int value = Integer.parseInt(text);
                        if (value >= least && value <= most) {
                            return value;
                        }
                    } catch (NumberFormatException e) {
                        // Said below.
                    }
                    throw new BadRequestException("parameter '" + name + "': '" + Printable.shortened(text)
                            + "' is no whole number from " + least + " to " + most);
                })
                .orElse(otherwise);
    }

    /** What was asked, in one order, without what does not change the answer's rows. */
    String canonical(Set<String> without) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(values).forEach((name, all) -> {
            if (!without.contains(name) && !name.equals(TOKEN)) {
                all.forEach(value -> text.append(name).append('=').append(value).append('\n'));
            }
        });
        return text.toString();
    }
}

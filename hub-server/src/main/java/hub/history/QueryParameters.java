package hub.history;

import hub.protocol.Timestamps;
import hub.store.TimeRange;
import hub.text.Printable;
import io.undertow.server.HttpServerExchange;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The query parameters of a request, each known and of its form; otherwise a {@link BadRequestException}. */
final class QueryParameters {

    /** Carries credentials; looked at elsewhere. */
    private static final String TOKEN = "token";

    private final Map<String, Deque<String>> values;

    private QueryParameters(Map<String, Deque<String>> values) {
        this.values = values;
    }

    static QueryParameters of(HttpServerExchange exchange, Set<String> known) {
        for (String name : exchange.getQueryParameters().keySet()) {
            if (!known.contains(name) && !name.equals(TOKEN)) {
                throw new BadRequestException("parameter '" + Printable.shortened(name) + "' is unknown; known are "
                        + String.join(", ", new TreeSet<>(known)));
            }
        }
        return new QueryParameters(exchange.getQueryParameters());
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

    /** A moment in µs, from RFC 3339. */
    private Optional<Long> time(String name) {
        return single(name).map(text -> {
            try {
                // A '+' that was not encoded has become a space.
                return Timestamps.micros(
                        OffsetDateTime.parse(text.replace(' ', '+')).toInstant());
            } catch (DateTimeParseException e) {
                throw new BadRequestException("parameter '" + name + "': '" + Printable.shortened(text)
                        + "' is no RFC 3339 time such as 2019-05-06T00:00:00Z");
            } catch (DateTimeException | ArithmeticException e) {
                throw new BadRequestException(
                        "parameter '" + name + "': '" + Printable.shortened(text) + "' is out of range");
            }
        });
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
}

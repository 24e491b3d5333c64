package hub.admin;

import hub.admin.JsonCall.Reply;
import hub.registry.Fields;
import hub.registry.Registry;
import hub.store.h2.RegistryFile.Line;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** {@code /api/v1/audit}: the log of changes, the newest first, page by page, and of it what is asked for. */
final class AuditCall {

    private static final int LINES = 100;
    private static final int MOST_LINES = 1_000;

    /** So many one call looks through, which takes some 100 ms, whether they fit or not. */
    private static final int MOST_LOOKED_THROUGH = 20_000;

    private static final HttpString LINK = new HttpString("Link");

    private final Registry registry;

    AuditCall(Registry registry) {
        this.registry = registry;
    }

    /** A page. Its header Link names the next one as long as there are lines that were not looked at. */
    Reply answer(HttpServerExchange exchange) {
        AuditFilter filter = new AuditFilter(exchange.getQueryParameters());
        long before = number(exchange, "before", Long.MAX_VALUE, Long.MAX_VALUE);
        int limit = (int) number(exchange, "limit", MOST_LINES, LINES);
        Search search = new Search(filter, before, limit);
        search.run();
        if (search.before > 1) {
            exchange.getResponseHeaders().put(LINK, "<" + nextPage(exchange, search.before) + ">; rel=\"next\"");
        }
        StringBuilder json = new StringBuilder("[");
        for (Line line : search.found) {
            // Each line is an object already; its number comes first.
            json.append(json.length() == 1 ? "" : ",").append("{\"number\":").append(line.number());
            json.append(',').append(line.content(), 1, line.content().length());
        }
        return new Reply(200, "application/json", json.append(']').toString());
    }

    /** Goes back through the log until a page is full. */
    private final class Search {

        private final AuditFilter filter;
        private final int limit;
        private final List<Line> found = new ArrayList<>();

        /** Lines with smaller numbers were not looked at; 1 if there is nothing more to find. */
        private long before;

        Search(AuditFilter filter, long before, int limit) {
            this.filter = filter;
            this.before = before;
            this.limit = limit;
        }

        void run() {
            for (int seen = 0; before > 1 && found.size() < limit && seen < MOST_LOOKED_THROUGH; seen += MOST_LINES) {
                List<Line> lines = registry.log(before, MOST_LINES);
                if (lines.isEmpty()) {
                    before = 1;
                }
                for (int i = 0; i < lines.size() && found.size() < limit && before > 1; i++) {
                    look(lines.get(i));
                }
            }
        }

        private void look(Line line) {
            Fields fields = Fields.of(line.content());
            before = filter.isPast(fields) ? 1 : line.number();
            if (filter.fits(fields)) {
                found.add(line);
            }
        }
    }

    private static String nextPage(HttpServerExchange exchange, long before) {
        StringBuilder query = new StringBuilder();
        for (String parameter : exchange.getQueryString().split("&", -1)) {
            if (!parameter.isEmpty() && !parameter.startsWith("before=")) {
                query.append(parameter).append('&');
            }
        }
        return exchange.getRequestPath() + "?" + query + "before=" + before;
    }

    private static long number(HttpServerExchange exchange, String name, long most, long otherwise) {
        Deque<String> values = exchange.getQueryParameters().get(name);
        if (values == null) {
            return otherwise;
        }
        try {
            long value = Long.parseLong(values.getFirst());
            if (value >= 1 && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException("parameter '" + name + "' is no whole number from 1 to " + most);
    }
}

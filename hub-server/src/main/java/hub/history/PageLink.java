package hub.history;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.util.Optional;

/** The header that names the next page. */
final class PageLink {

    private static final HttpString LINK = new HttpString("Link");

    private PageLink() {}

    /** Says where the next page is; nothing if there is none. */
    static void put(HttpServerExchange exchange, Optional<PageCursor> next) {
        next.ifPresent(cursor ->
                exchange.getResponseHeaders().put(LINK, "<" + nextPage(exchange, cursor) + ">; rel=\"next\""));
    }

    /** The same call with another cursor; the token stays with whoever has it. */
    private static String nextPage(HttpServerExchange exchange, PageCursor cursor) {
        StringBuilder query = new StringBuilder();
        for (String parameter : exchange.getQueryString().split("&", -1)) {
            if (!parameter.startsWith("cursor=") && !parameter.startsWith("token=")) {
                query.append(parameter).append('&');
            }
        }
        return exchange.getRequestPath() + "?" + query + "cursor=" + cursor.encode();
    }
}

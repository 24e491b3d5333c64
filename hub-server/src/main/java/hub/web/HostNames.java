package hub.web;

import hub.http.Problem;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Answers to the hub's own names only: a page may let a name of its own point here. */
public final class HostNames implements HttpHandler {

    private final Set<String> names;
    private final HttpHandler next;

    /** @param names without ports; none for any */
    public HostNames(List<String> names, HttpHandler next) {
        this.names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        String host = exchange.getHostName();
        if (names.isEmpty() || (host != null && names.contains(host.toLowerCase(Locale.ROOT)))) {
            next.handleRequest(exchange);
        } else {
            Problem.of(421, "the hub is not called that; its names are those of serve --hostnames")
                    .send(exchange);
        }
    }
}

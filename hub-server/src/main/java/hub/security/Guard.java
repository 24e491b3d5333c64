package hub.security;

import hub.http.Problem;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.Optional;

/** Stands before all calls and lets those through that the table lets. */
public final class Guard implements HttpHandler {

    private final HttpHandler next;
    private final Gatekeeper gatekeeper;

    public Guard(HttpHandler next, Gatekeeper gatekeeper) {
        this.next = next;
        this.gatekeeper = gatekeeper;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        Optional<Problem> problem = gatekeeper.refuse(exchange);
        if (problem.isPresent()) {
            if (problem.get().status() == 401 && LoginRedirect.isDue(exchange)) {
                LoginRedirect.send(exchange);
            } else {
                problem.get().send(exchange);
            }
        } else {
            next.handleRequest(exchange);
        }
    }
}

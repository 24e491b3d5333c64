package hub.live;

import hub.http.Problem;
import hub.security.Gatekeeper;
import hub.security.Principal;
import hub.socket.Socket;
import hub.socket.SocketLimits;
import hub.socket.Upgrade;
import hub.time.Clocks;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.xnio.StreamConnection;

/** Where viewers connect: {@code /ws/live}. */
public final class LiveEndpoint implements HttpHandler {

    private static final SocketLimits LIMITS = new SocketLimits(LiveOptions.MAX_MESSAGE_BYTES);
    private static final String SUBPROTOCOL = "v1.live.telemetry-hub";

    private final LiveFeed feed;
    private final Clocks clocks;
    private final LiveOptions options;

    public LiveEndpoint(LiveFeed feed, Clocks clocks, LiveOptions options) {
        this.feed = feed;
        this.clocks = clocks;
        this.options = options;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        List<String> offered = Upgrade.offered(exchange);
        Optional<Problem> problem = Gatekeeper.refuseOrigin(exchange)
                .or(() -> Upgrade.check(exchange))
                .or(this::checkRoom);
        if (problem.isPresent()) {
            problem.get().send(exchange);
            return;
        }
        Optional<String> echoed = offered.contains(SUBPROTOCOL) ? Optional.of(SUBPROTOCOL) : Optional.empty();
        Principal viewer = Gatekeeper.principal(exchange).orElseThrow();
        Upgrade.accept(exchange, echoed, (connection, peer) -> open(connection, peer, viewer));
    }

    private Optional<Problem> checkRoom() {
        return feed.viewerCount() < options.maxViewers()
                ? Optional.empty()
                : Optional.of(Problem.of(503, "the hub has as many viewers as it may"));
    }

    private void open(StreamConnection connection, InetSocketAddress peer, Principal principal) {
        Socket.open(connection, peer, LIMITS, clocks.nano(), socket -> {
            Viewer viewer = new Viewer(socket, feed, principal);
            feed.add(viewer);
            socket.post(Socket.textFrame(
                    LiveMessages.welcome(clocks.millis(), options.tick().toMillis(), feed.runId())));
            return viewer;
        });
    }
}

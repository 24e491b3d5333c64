package hub.socket;

import hub.http.Problem;
import hub.websocket.Handshake;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.Protocols;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.xnio.StreamConnection;

/** The opening handshake (RFC 6455 section 4.2), in front of Undertow's own switch of protocols. */
public final class Upgrade {

    private static final HttpString KEY = new HttpString("Sec-WebSocket-Key");
    private static final HttpString ACCEPT = new HttpString("Sec-WebSocket-Accept");
    private static final HttpString VERSION = new HttpString("Sec-WebSocket-Version");
    private static final HttpString PROTOCOL = new HttpString("Sec-WebSocket-Protocol");
    private static final int UPGRADE_REQUIRED = 426;

    private Upgrade() {}

    /** What is wrong with the request as an opening handshake; empty if nothing is. Sets headers that go with it. */
    public static Optional<Problem> check(HttpServerExchange exchange) {
        if (!exchange.getRequestMethod().equals(Methods.GET)) {
            exchange.getResponseHeaders().put(Headers.ALLOW, "GET");
            return Optional.of(Problem.of(405, "a WebSocket opens with GET, not " + exchange.getRequestMethod()));
        }
        if (!exchange.getProtocol().equals(Protocols.HTTP_1_1)
                || !hasToken(exchange, Headers.UPGRADE, "websocket")
                || !hasToken(exchange, Headers.CONNECTION, "upgrade")) {
            exchange.getResponseHeaders().put(Headers.UPGRADE, "websocket");
            return Optional.of(Problem.of(
                    UPGRADE_REQUIRED, "this address speaks WebSocket: send Upgrade: websocket, Connection: Upgrade"));
        }
        String version = exchange.getRequestHeaders().getFirst(VERSION);
        if (!Handshake.VERSION.equals(version)) {
            exchange.getResponseHeaders().put(VERSION, Handshake.VERSION);
            exchange.getResponseHeaders().put(Headers.UPGRADE, "websocket");
            return Optional.of(Problem.of(UPGRADE_REQUIRED, "Sec-WebSocket-Version must be 13"));
        }
        HeaderValues keys = exchange.getRequestHeaders().get(KEY);
        if (keys == null || keys.size() != 1 || !Handshake.isValidKey(keys.getFirst())) {
            return Optional.of(Problem.of(400, "Sec-WebSocket-Key must be the Base64 of 16 bytes"));
        }
        return Optional.empty();
    }

    /** The subprotocols that the client offers, in its order. */
    public static List<String> offered(HttpServerExchange exchange) {
        return tokens(exchange, PROTOCOL);
    }

    /**
     * Answers 101 and hands the connection over, on its IO thread. Only after {@link #check} found nothing.
     *
     * @param subprotocol to echo
     * @param opened gets the connection and who is at its other end, which may be behind a proxy
     */
    public static void accept(
            HttpServerExchange exchange,
            Optional<String> subprotocol,
            BiConsumer<StreamConnection, InetSocketAddress> opened) {
        String key = exchange.getRequestHeaders().getFirst(KEY);
        exchange.getResponseHeaders().put(ACCEPT, Handshake.accept(key));
        exchange.getResponseHeaders().put(Headers.UPGRADE, "websocket");
        exchange.getResponseHeaders().put(Headers.CONNECTION, "Upgrade");
        subprotocol.ifPresent(name -> exchange.getResponseHeaders().put(PROTOCOL, name));
        InetSocketAddress peer = exchange.getSourceAddress();
        // The listener must not keep the exchange: its headers would live as long as the connection.
        exchange.upgradeChannel(
                (connection, ended) -> connection.getIoThread().execute(() -> opened.accept(connection, peer)));
        exchange.endExchange();
    }

    private static boolean hasToken(HttpServerExchange exchange, HttpString header, String token) {
        return tokens(exchange, header).stream().anyMatch(token::equalsIgnoreCase);
    }

    private static List<String> tokens(HttpServerExchange exchange, HttpString header) {
        HeaderValues values = exchange.getRequestHeaders().get(header);
        List<String> tokens = new ArrayList<>();
        if (values != null) {
            for (String value : values) {
                for (String token : value.split(",", -1)) {
                    if (!token.isBlank()) {
                        tokens.add(token.strip());
                    }
                }
            }
        }
        return tokens;
    }
}

package hub.sql;

import hub.sql.SqlStoppedException.Stop;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.IoUtils;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Ends a statement when the client that asked has gone. Nobody reads from a connection while its request is worked on, so
 * the end would not be seen; here it is read, and what else comes is passed over: no second request follows.
 */
final class ClientWatch {

    private static final int ROOM = 512;
    private static final String GONE = "the client has gone";

    private ClientWatch() {}

    static void stopWhenGone(HttpServerExchange exchange, Run run) {
        exchange.setPersistent(false);
        ServerConnection connection = exchange.getConnection();
        if (connection instanceof HttpServerConnection http) {
            exchange.getIoThread().execute(() -> listen(http, run));
        }
    }

    /** Beneath what knows of requests, where the body is over. */
    private static void listen(HttpServerConnection connection, Run run) {
        StreamSourceConduit socket = connection.getOriginalSourceConduit();
        ByteBuffer passedOver = ByteBuffer.allocate(ROOM);
        connection.getChannel().getSourceChannel().setReadListener(channel -> {
            try {
                passedOver.clear();
                if (socket.read(passedOver) < 0) {
                    socket.suspendReads();
                    run.stop(Stop.CANCELLED, GONE);
                }
            } catch (IOException e) {
                run.stop(Stop.CANCELLED, GONE);
                IoUtils.safeClose(connection);
            }
        });
        socket.resumeReads();
    }
}

package hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.socket.Socket;
import hub.socket.SocketLimits;
import hub.socket.SocketListener;
import hub.socket.Upgrade;
import hub.testing.Peer;
import hub.web.WebOptions;
import hub.web.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The web server's timeouts are for requests, not for the sockets that come of them. */
class IdleSocketsTest {

    private static final int TIMEOUT_MILLIS = 300;

    private record Echo(Socket socket) implements SocketListener {

        @Override
        public void text(String message) {
            socket.sendText(message);
        }

        @Override
        public void binary(ByteBuffer message) {}

        @Override
        public void pong(byte[] payload) {}

        @Override
        public void violation(int code, String reason) {}

        @Override
        public void drained() {}

        @Override
        public void closed(Ending ending) {}
    }

    @Test
    void anUpgradedConnectionOutlivesTheTimeoutsOfRequests() throws IOException {
        WebServer server = new WebServer(
                WebOptions.plain("127.0.0.1", 0),
                exchange -> Upgrade.accept(
                        exchange,
                        Optional.empty(),
                        (connection, peer) ->
                                Socket.open(connection, peer, new SocketLimits(1_000), System::nanoTime, Echo::new)),
                new WebServer.Timeouts(TIMEOUT_MILLIS, TIMEOUT_MILLIS));
        server.start();
        try (Peer peer = Peer.open(server.address(), "/");
                java.net.Socket silent = new java.net.Socket(
                        InetAddress.getLoopbackAddress(), server.address().getPort())) {
            // A connection that asks for nothing shows that the timeouts are in force.
            silent.setSoTimeout(10_000);
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
            await().pollDelay(Duration.ofMillis(5L * TIMEOUT_MILLIS)).until(() -> true);
            peer.sendText("{\"type\":\"echo\"}").takeText("echo");
        } finally {
            server.stop();
        }
    }
}

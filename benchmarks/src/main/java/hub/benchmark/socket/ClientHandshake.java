package hub.benchmark.socket;

import hub.websocket.Handshake;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.SplittableRandom;

/** Opens WebSockets as a client, blocking. */
public final class ClientHandshake {

    private static final String END_OF_HEAD = "\r\n\r\n";

    private ClientHandshake() {}

    /**
     * Connects and shakes hands; the first frame has not been read.
     *
     * @throws IOException if the server is not there or refuses
     */
    public static SocketChannel open(URI server, String path) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        byte[] key = new byte[16];
        new SplittableRandom().nextBytes(key);
        String request = "GET " + path + " HTTP/1.1\r\nHost: " + server.getHost() + ":" + server.getPort()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: " + Handshake.VERSION
                + "\r\nSec-WebSocket-Key: " + Base64.getEncoder().encodeToString(key) + END_OF_HEAD;
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        readHead(channel);
        return channel;
    }

    private static void readHead(SocketChannel channel) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        StringBuilder head = new StringBuilder();
        while (head.indexOf(END_OF_HEAD) < 0) {
            if (channel.read(one.clear()) < 0) {
                throw new EOFException("the server has closed the connection after: " + head);
            }
            head.append((char) one.get(0));
        }
        if (!head.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException("the server has refused the connection: " + head);
        }
    }
}

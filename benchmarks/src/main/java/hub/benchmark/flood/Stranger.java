package hub.benchmark.flood;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One attacker's connection. For one thread. */
final class Stranger {

    private final Attack attack;
    private final SocketChannel channel;
    private final ByteBuffer first;
    private final ByteBuffer block;
    private final ByteBuffer answer = ByteBuffer.allocate(1_024);
    private boolean mayFlood;
    private long beganNanos;
    private long goneNanos;

    /**
     * Begins to connect.
     *
     * @param number in its device id
     * @param block what it sends again and again; shared, so duplicated
     */
    Stranger(Attack attack, URI hub, int number, ByteBuffer block, Selector selector) throws IOException {
        this.attack = attack;
        this.block = block.duplicate();
        this.channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.connect(new InetSocketAddress(hub.getHost(), hub.getPort()));
        String request = "GET /ws/devices/stranger-" + number + " HTTP/1.1\r\nHost: " + hub.getHost() + ":"
                + hub.getPort() + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        this.first =
                attack.shakesHands() ? ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)) : attack.first();
        channel.register(selector, SelectionKey.OP_CONNECT, this);
    }

    Attack attack() {
        return attack;
    }

    /** Whether the hub has ended the connection. */
    boolean isGone() {
        return goneNanos != 0;
    }

    /** From the first byte of the attack until the hub has ended the connection. */
    long tookNanos() {
        return goneNanos - beganNanos;
    }

    /** Goes on as far as the network lets it. */
    void goOn(SelectionKey key) {
        try {
            if (key.isConnectable() && channel.finishConnect()) {
                channel.write(first);
                beganNanos = System.nanoTime();
                key.interestOps(SelectionKey.OP_READ);
            }
            if (key.isReadable()) {
                read(key);
            }
            if (key.isValid() && key.isWritable() && mayFlood) {
                flood();
            }
        } catch (IOException e) {
            end();
        }
    }

    private void read(SelectionKey key) throws IOException {
        int count = channel.read(answer.clear());
        if (count < 0) {
            end();
        } else if (attack.shakesHands() && !mayFlood) {
            mayFlood = true;
            beganNanos = System.nanoTime();
            channel.write(attack.first());
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    private void flood() throws IOException {
        if (!block.hasRemaining()) {
            block.rewind();
        }
        channel.write(block);
    }

    private void end() {
        goneNanos = System.nanoTime();
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone in any case.
        }
    }
}

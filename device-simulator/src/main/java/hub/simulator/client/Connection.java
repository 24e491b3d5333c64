package hub.simulator.client;

import hub.simulator.client.UpgradeAnswer.Accepted;
import hub.simulator.client.UpgradeAnswer.Declined;
import hub.websocket.MessageHandler;
import hub.websocket.MessageReader;
import hub.websocket.Role;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection to the hub: connects, upgrades, then passes messages in and bytes out. Confined to its IO thread,
 * whose buffers it borrows, so that an idle connection holds next to nothing. After {@link #close} or a call of
 * {@link Events#lost} or {@link Events#declined} it calls nobody any more.
 */
final class Connection {

    /** No frame to a device is over 1,024 bytes, but a hub that sends a longer one is to be understood. */
    private static final int MAX_MESSAGE_BYTES = 65_536;

    /** What a connection tells its device. */
    interface Events {

        /** The upgrade is done. */
        void opened();

        /** The hub answered, but not with a WebSocket. */
        void declined(Declined answer);

        /** There is no connection any more. */
        void lost(String reason);

        /** What was left to write is written. */
        void writable();
    }

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Events events;
    private final MessageReader messages;
    private @Nullable UpgradeReader upgrade;
    private @Nullable ByteBuffer leftover;
    private boolean closed;

    private Connection(SocketChannel channel, SelectionKey key, Events events, MessageHandler handler) {
        this.channel = channel;
        this.key = key;
        this.events = events;
        this.messages = new MessageReader(Role.CLIENT, MAX_MESSAGE_BYTES, handler);
    }

    /**
     * Begins to connect.
     *
     * @param request the upgrade request, sent when connected
     * @param handshakeKey the request's key
     */
    static Connection open(
            Selector selector,
            InetSocketAddress address,
            ByteBuffer request,
            String handshakeKey,
            Events events,
            MessageHandler handler)
            throws IOException {
        if (address.isUnresolved()) {
            throw new IOException("unknown host " + address.getHostString());
        }
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(address);
            // Registered even if it is connected at once: the selector reports that too.
            SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
            Connection connection = new Connection(channel, key, events, handler);
            connection.leftover = request;
            connection.upgrade = new UpgradeReader(handshakeKey);
            key.attach(connection);
            return connection;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * The selector found something to do.
     *
     * @param readBuffer the thread's, free for use
     */
    void ready(ByteBuffer readBuffer) {
        try {
            if (key.isConnectable() && channel.finishConnect()) {
                connected();
            }
            if (!closed && key.isWritable()) {
                writeLeftover();
            }
            if (!closed && key.isReadable()) {
                read(readBuffer);
            }
        } catch (IOException e) {
            lose(reasonOf(e));
        }
    }

    /** Whether bytes may be written now. */
    boolean isWritable() {
        return !closed && upgrade == null && leftover == null;
    }

    /** Writes what the network takes and keeps a copy of the rest for later. */
    void write(ByteBuffer bytes) {
        try {
            channel.write(bytes);
            if (bytes.hasRemaining()) {
                leftover = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            }
        } catch (IOException e) {
            lose(reasonOf(e));
        }
    }

    /** Drops the TCP connection. */
    void close() {
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** The upgrade has taken too long: gives what there is of an answer. */
    void giveUpUpgrade() {
        UpgradeReader unfinished = upgrade;
        if (unfinished != null && !closed) {
            answered(unfinished.end());
        }
    }

    private void connected() throws IOException {
        // While nobody listens on a port of this machine, TCP may connect a socket to itself, and so keep the port
        // busy.
        if (channel.getLocalAddress().equals(channel.getRemoteAddress())) {
            throw new IOException("nobody listens");
        }
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }

    private void writeLeftover() throws IOException {
        ByteBuffer rest = leftover;
        if (rest != null) {
            channel.write(rest);
            if (rest.hasRemaining()) {
                return;
            }
            leftover = null;
        }
        key.interestOps(SelectionKey.OP_READ);
        if (upgrade == null) {
            events.writable();
        }
    }

    private void read(ByteBuffer buffer) throws IOException {
        buffer.clear();
        int count = channel.read(buffer);
        if (count < 0) {
            giveUpUpgrade();
            lose("the hub dropped the connection");
            return;
        }
        buffer.flip();
        UpgradeReader unfinished = upgrade;
        if (unfinished != null) {
            Optional<UpgradeAnswer> answer = unfinished.read(buffer);
            answer.ifPresent(this::answered);
        }
        if (upgrade == null && !closed) {
            messages.read(buffer);
        }
    }

    private void answered(UpgradeAnswer answer) {
        if (answer instanceof Declined declined) {
            close();
            events.declined(declined);
        } else if (answer instanceof Accepted) {
            upgrade = null;
            events.opened();
        }
    }

    private void lose(String reason) {
        if (!closed) {
            close();
            events.lost(reason);
        }
    }

    private static String reasonOf(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}

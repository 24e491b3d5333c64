package hub.benchmark.fanout;

import hub.protocol.frame.LiveFrame;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/**
 * What the hub is compared with: Undertow and its own WebSockets, and nothing else. Sends one frame that was made
 * beforehand to all viewers, again and again, as fast as the last of them takes it. A program of its own.
 */
public final class Broadcast {

    /** What it says first; its address follows. */
    static final String ADDRESS = "Broadcast: ";

    /** What may wait for a viewer, as in the hub. */
    private static final int MAX_QUEUED_BYTES = 256 * 1024;

    private final List<Outgoing> viewers = new CopyOnWriteArrayList<>();
    private final ByteBuffer frame;
    private final int count;

    private Broadcast(int readings, int count) {
        this.frame = new LiveFrame(false, false, 1, 1, 0, new long[readings], new double[readings], new int[readings])
                .encode();
        this.count = count;
    }

    /** @param args readings in a frame, viewers to wait for */
    public static void main(String[] args) {
        Broadcast broadcast = new Broadcast(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(Handlers.websocket((exchange, channel) -> broadcast.add(channel)))
                .build();
        server.start();
        InetSocketAddress address =
                (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        System.out.println(ADDRESS + "http://127.0.0.1:" + address.getPort() + "/");
    }

    private synchronized void add(WebSocketChannel channel) {
        viewers.add(new Outgoing(channel, Math.max(1, MAX_QUEUED_BYTES / frame.remaining())));
        if (viewers.size() == count) {
            new Thread(this::broadcast, "broadcast").start();
        }
    }

    private void broadcast() {
        while (true) {
            viewers.forEach(viewer -> viewer.send(frame.duplicate()));
        }
    }

    /** One viewer, and how many frames may wait for it. */
    private static final class Outgoing implements WebSocketCallback<Void> {

        private final WebSocketChannel channel;
        private final Semaphore room;

        Outgoing(WebSocketChannel channel, int frames) {
            this.channel = channel;
            this.room = new Semaphore(frames);
        }

        void send(ByteBuffer message) {
            room.acquireUninterruptibly();
            WebSockets.sendBinary(message, channel, this);
        }

        @Override
        public void complete(WebSocketChannel done, Void context) {
            room.release();
        }

        @Override
        public void onError(WebSocketChannel broken, Void context, Throwable cause) {
            room.release();
        }
    }
}

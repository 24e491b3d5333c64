package hub.socket;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.XnioIoThread;

/**
 * Frames for many sockets that go out together: an IO thread is told once, of all of its sockets, and is not woken for each
 * of them. Confined to one thread.
 */
public final class Posts {

    private static final Logger log = LoggerFactory.getLogger(Posts.class);

    private final IdentityHashMap<XnioIoThread, List<Socket>> waiting = new IdentityHashMap<>();

    /** Adds a frame as {@link Socket#post(ByteBuffer, ByteBuffer)} does; it goes out with {@link #send}. */
    public void add(Socket socket, ByteBuffer head, ByteBuffer rest) {
        if (socket.isFirstPosted(head, rest)) {
            waiting.computeIfAbsent(socket.ioThread(), first -> new ArrayList<>())
                    .add(socket);
        }
    }

    /** Has the IO threads send what was added. */
    public void send() {
        if (waiting.isEmpty()) {
            return;
        }
        try {
            waiting.forEach((ioThread, sockets) -> ioThread.execute(() -> sockets.forEach(Posts::take)));
        } finally {
            waiting.clear();
        }
    }

    /** One that fails must not keep the others' frames back. */
    private static void take(Socket socket) {
        try {
            socket.takePosted();
        } catch (RuntimeException | Error e) {
            log.error("{} is dropped: what was posted to it could not be sent", socket.remoteAddress(), e);
            socket.drop();
        }
    }
}

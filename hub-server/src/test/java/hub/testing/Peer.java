package hub.testing;

import hub.json.JsonValue.JsonObject;
import hub.protocol.frame.Ack;
import hub.protocol.frame.LiveFrame;
import hub.websocket.FrameWriter;
import hub.websocket.MessageHandler;
import hub.websocket.MessageReader;
import hub.websocket.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A WebSocket client over a plain socket, which can do all that a good client does not. */
public final class Peer implements AutoCloseable {

    private static final long TIMEOUT_SECONDS = 20;

    /** What came from the hub. */
    public sealed interface Received {
        record Text(String text) implements Received {}

        record Binary(ByteBuffer bytes) implements Received {}

        record Ping(int length) implements Received {}

        record Pong(ByteBuffer payload) implements Received {}

        record Close(int code, String reason) implements Received {}

        /** The end of the stream, with or without a reset. */
        record End() implements Received {}
    }

    private final Socket socket;

    /** Not the socket: closing one takes its monitor, too, and has to end a write that waits. */
    private final Object sending = new Object();

    private final FrameWriter frames = FrameWriter.client(new SplittableRandom(1));
    private final LinkedBlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final FrameShapes shapes = new FrameShapes();
    private final AtomicInteger pings = new AtomicInteger();
    private volatile boolean answersPings = true;
    private volatile boolean answersClose = true;
    private volatile @Nullable CountDownLatch gate;

    private static final Executor PONGS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "test-peer-pong");
        thread.setDaemon(true);
        return thread;
    });

    private Peer(Socket socket) {
        this.socket = socket;
        Thread thread = new Thread(this::read, "test-peer");
        thread.setDaemon(true);
        thread.start();
    }

    /** Opens a socket; anything but a 101 fails. */
    public static Peer open(URI hub, String path, String... headers) {
        try {
            List<String> all = new ArrayList<>(RawHttp.upgrade(hub));
            all.addAll(List.of(headers));
            return upgraded(RawHttp.send(hub, "GET " + path + " HTTP/1.1", all));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same over a connection that there is, such as one by TLS. */
    public static Peer over(Socket connection, URI hub, String path, String... headers) {
        try {
            List<String> all = new ArrayList<>(RawHttp.upgrade(hub));
            all.addAll(List.of(headers));
            return upgraded(RawHttp.send(connection, "GET " + path + " HTTP/1.1", all));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Peer upgraded(Socket socket) throws IOException {
        RawHttp.Answer answer = RawHttp.head(socket.getInputStream());
        if (answer.status() != 101) {
            throw new AssertionError("no upgrade: " + answer);
        }
        socket.setSoTimeout(0);
        return new Peer(socket);
    }

    private void read() {
        MessageReader reader = new MessageReader(Role.CLIENT, 64 << 20, new Incoming());
        byte[] buffer = new byte[64 * 1024];
        try {
            InputStream in = socket.getInputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                shapes.take(buffer, count);
                reader.read(ByteBuffer.wrap(buffer, 0, count));
                CountDownLatch closed = gate;
                if (closed != null) {
                    closed.await();
                }
            }
        } catch (IOException e) {
            // A reset is an end, too.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        received.add(new Received.End());
        if (answersClose) {
            close();
        }
    }

    /** Stops reading after what is read already, until {@link #readAgain}. */
    public void stopReading() {
        gate = new CountDownLatch(1);
    }

    public void readAgain() {
        CountDownLatch closed = gate;
        gate = null;
        if (closed != null) {
            closed.countDown();
        }
    }

    public void answersPings(boolean does) {
        answersPings = does;
    }

    public void answersClose(boolean does) {
        answersClose = does;
    }

    public int pings() {
        return pings.get();
    }

    /** What all frames so far looked like. */
    public FrameShapes shapes() {
        return shapes;
    }

    public Peer sendText(String text) {
        return send(frames.text(text));
    }

    public Peer sendBinary(ByteBuffer message) {
        return send(frames.binary(message));
    }

    public Peer ping(byte[] payload) {
        return send(frames.ping(payload));
    }

    public Peer sendClose(int code) {
        return send(frames.close(code, "bye"));
    }

    private Peer send(ByteBuffer frame) {
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return sendRaw(bytes);
    }

    /** Sends bytes as they are. */
    public Peer sendRaw(byte... bytes) {
        try {
            sendOrThrow(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends bytes to a hub that may be gone. */
    public void sendOrThrow(byte... bytes) throws IOException {
        synchronized (sending) {
            socket.getOutputStream().write(bytes);
        }
    }

    /** The next thing that came, pings and pongs aside. */
    public Received take() {
        return takeIf(any -> !(any instanceof Received.Ping) && !(any instanceof Received.Pong));
    }

    /** The next thing that came, pongs included, pings not. */
    public Received takeAny() {
        return takeIf(any -> !(any instanceof Received.Ping));
    }

    private Received takeIf(Predicate<Received> wanted) {
        try {
            while (true) {
                Received next = received.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
                if (next == null) {
                    throw new AssertionError("nothing came from the hub");
                }
                if (wanted.test(next)) {
                    return next;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The next pong's payload. */
    public byte[] takePong() {
        return ((Received.Pong) takeIf(Received.Pong.class::isInstance))
                .payload()
                .array();
    }

    /** The next thing, which must be a text of that type. */
    public JsonObject takeText(String type) {
        Received next = take();
        if (next instanceof Received.Text text) {
            JsonObject json = Json.object(text.text());
            if (Json.text(json, "type").equals(type)) {
                return json;
            }
        }
        throw new AssertionError("instead of a " + type + " came " + next);
    }

    /** The next text of that type; whatever else comes before is passed over. */
    public JsonObject awaitText(String type) {
        Received found = takeIf(next -> {
            requireOpen(next);
            return next instanceof Received.Text text
                    && Json.text(Json.object(text.text()), "type").equals(type);
        });
        return Json.object(((Received.Text) found).text());
    }

    /** The next acknowledgement, which must be the next thing. */
    public Ack takeAck() {
        Received next = take();
        if (next instanceof Received.Binary binary) {
            return Ack.decode(binary.bytes()).orElseThrow();
        }
        throw new AssertionError("instead of an acknowledgement came " + next);
    }

    /** Waits until that frame is acknowledged. */
    public void awaitAck(long epoch, long seq) {
        Received unused = takeIf(next -> {
            requireOpen(next);
            return next instanceof Received.Binary binary
                    && Ack.decode(binary.bytes())
                            .filter(ack -> ack.epoch() == epoch && ack.seq() >= seq)
                            .isPresent();
        });
    }

    private static void requireOpen(Received next) {
        if (next instanceof Received.Close || next instanceof Received.End) {
            throw new AssertionError("the connection ended: " + next);
        }
    }

    /** The next live frame; texts before it are passed over. */
    public LiveFrame awaitLive() {
        Received found = takeIf(Received.Binary.class::isInstance);
        return LiveFrame.decode(((Received.Binary) found).bytes()).orElseThrow();
    }

    /** The code of the close frame that comes, whatever comes before it; 1006 if the stream ends without one. */
    public int awaitClose() {
        Received end = takeIf(next -> next instanceof Received.Close || next instanceof Received.End);
        return end instanceof Received.Close close ? close.code() : 1006;
    }

    /** What came so far and was not taken. */
    public List<Received> drain() {
        List<Received> all = new ArrayList<>();
        received.drainTo(all);
        return all;
    }

    /** The highest sequence number that was acknowledged among these. */
    public static Optional<Ack> lastAck(List<Received> all) {
        Optional<Ack> last = Optional.empty();
        for (Received one : all) {
            if (one instanceof Received.Binary binary) {
                last = Ack.decode(binary.bytes()).or(() -> Optional.empty());
            }
        }
        return last;
    }

    /** Sends a FIN and goes on reading. */
    public void shutdownOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            readAgain();
        }
    }

    private final class Incoming implements MessageHandler {

        @Override
        public void text(String message) {
            received.add(new Received.Text(message));
        }

        @Override
        public void binary(ByteBuffer message) {
            received.add(new Received.Binary(message));
        }

        @Override
        public void ping(byte[] payload) {
            pings.incrementAndGet();
            received.add(new Received.Ping(payload.length));
            if (answersPings) {
                // Elsewhere: who writes may wait for a hub that waits until this thread reads.
                PONGS.execute(() -> answer(frames.pong(payload)));
            }
        }

        @Override
        public void pong(byte[] payload) {
            received.add(new Received.Pong(ByteBuffer.wrap(payload)));
        }

        @Override
        public void close(int code, String reason) {
            received.add(new Received.Close(code, reason));
            if (answersClose) {
                answer(frames.close(code, ""));
            }
        }

        private void answer(ByteBuffer frame) {
            try {
                send(frame);
            } catch (UncheckedIOException e) {
                // The hub may be gone already.
            }
        }

        @Override
        public void violation(int code, String reason) {
            throw new AssertionError("the hub broke RFC 6455: " + code + " " + reason);
        }
    }
}

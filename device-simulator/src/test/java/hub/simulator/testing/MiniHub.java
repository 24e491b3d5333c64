package hub.simulator.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A hub that does nothing by itself: a test accepts its connections one by one and says what becomes of them. One thread
 * per connection.
 */
public final class MiniHub implements AutoCloseable {

    private static final int BACKLOG = 1_024;
    private static final long PATIENCE_SECONDS = 20;

    private final ServerSocket listener;
    private final BlockingQueue<Peer> accepted = new LinkedBlockingQueue<>();
    private final Queue<String> answers = new ConcurrentLinkedQueue<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Thread acceptor;

    /** Listens on a free port of the loopback interface. */
    public MiniHub() throws IOException {
        this(0);
    }

    /** Listens on that port. */
    public MiniHub(int port) throws IOException {
        listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        acceptor = start("mini-hub-accept", this::acceptAll);
    }

    /** The port it listens on. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Its URL. */
    public String url() {
        return "ws://127.0.0.1:" + port();
    }

    /** Answers the next upgrade request that has no other answer yet with these bytes, and closes. */
    public void answerNext(String response) {
        answers.add(response);
    }

    /** The next device that connected and has its 101. */
    public Peer accept() throws InterruptedException {
        Peer peer = accepted.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (peer == null) {
            throw new AssertionError("nobody connected");
        }
        return peer;
    }

    /** Serves every device that connects from now on, each on a thread of its own. */
    public void serveAll(Consumer<Peer> service) {
        start("mini-hub-serve", () -> {
            try {
                while (true) {
                    Peer peer = accepted.take();
                    start("mini-hub-service", () -> service.accept(peer));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Whether somebody connected that no test has accepted. */
    public boolean hasUnaccepted() {
        return !accepted.isEmpty();
    }

    /** Stops listening and cuts every connection; the port is free then. */
    @Override
    public void close() throws IOException {
        listener.close();
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sockets.forEach(Peer::cut);
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                socket.setTcpNoDelay(true);
                start("mini-hub-peer", () -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try {
            Peer peer = Peer.readRequest(socket);
            String answer = answers.poll();
            if (answer != null) {
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                socket.close();
                return;
            }
            peer.upgrade();
            accepted.add(peer);
            peer.readAll();
        } catch (IOException e) {
            // The device is gone; a test that cares sees that nothing comes.
        } finally {
            sockets.remove(socket);
        }
    }

    private static Thread start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}

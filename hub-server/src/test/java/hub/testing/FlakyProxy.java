package hub.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A bad network in front of a hub: bytes come late and in other pieces, and connections are cut anywhere, some of them on the
 * client's side only, so that the hub has two of a device.
 */
public final class FlakyProxy implements AutoCloseable {

    private final ServerSocket server;
    private final URI target;
    private final int bytesToCut;
    private final SplittableRandom random;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cuts = new AtomicInteger();

    /** @param bytesToCut after about so many bytes a connection is cut */
    public FlakyProxy(URI target, int bytesToCut, long seed) {
        this.target = target;
        this.bytesToCut = bytesToCut;
        this.random = new SplittableRandom(seed);
        try {
            server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("flaky-accept", this::accept);
    }

    /** Where it listens. */
    public URI address() {
        return URI.create("http://localhost:" + server.getLocalPort() + "/");
    }

    /** How many connections it has cut. */
    public int cuts() {
        return cuts.get();
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket hub = new Socket(target.getHost(), target.getPort());
                open.add(client);
                open.add(hub);
                SplittableRandom up = random.split();
                SplittableRandom down = random.split();
                start("flaky-up", () -> pump(client, hub, up, hub));
                start("flaky-down", () -> pump(hub, client, down, hub));
            } catch (IOException e) {
                // It is over, or the hub is not there: the client finds out.
            }
        }
    }

    private void pump(Socket from, Socket to, SplittableRandom own, Socket hub) {
        long left = 1 + own.nextLong(2L * bytesToCut);
        byte[] buffer = new byte[4_096];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            while (left > 0) {
                int count = in.read(buffer, 0, 1 + own.nextInt(own.nextInt(10) == 0 ? 8 : buffer.length));
                if (count < 0) {
                    to.shutdownOutput();
                    return;
                }
                if (own.nextInt(20) == 0) {
                    LockSupport.parkNanos(own.nextInt(2_000_000));
                }
                out.write(buffer, 0, (int) Math.min(count, left));
                left -= count;
            }
            cuts.incrementAndGet();
            cut(from.equals(hub) ? to : from, hub, own.nextInt(4));
        } catch (IOException e) {
            quietly(from);
            quietly(to);
        }
    }

    private static void cut(Socket client, Socket hub, int how) throws IOException {
        if (how == 0) { // A reset.
            client.setSoLinger(true, 0);
            hub.setSoLinger(true, 0);
        }
        quietly(client);
        if (how != 1) { // Otherwise the hub does not hear of it.
            quietly(hub);
        }
    }

    private static void quietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is over in any case.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            open.forEach(FlakyProxy::quietly);
        }
    }
}

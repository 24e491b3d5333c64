package hub.simulator.verify;

import hub.simulator.report.Notices;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A viewer that follows up to 3,200 devices on the live socket, and connects again whenever it is cut off. Its thread
 * is {@code simulator-live}; what is heard is taken on the HTTP client's.
 */
final class LiveViewer implements AutoCloseable {

    /** Devices that one socket takes: 32 subscriptions of a hundred. */
    static final int MOST_DEVICES = 32 * LiveSubscription.MOST_DEVICES;

    private static final long RECONNECT_MILLIS = 200;
    private static final long PING_MILLIS = 500;
    private static final long CONNECT_SECONDS = 10;
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long FAREWELL_MILLIS = 1_000;

    private final URI address;
    private final Optional<String> token;
    private final LiveFollowing live;
    private final Notices notices;
    private final List<LiveSubscription> subscriptions = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final HttpClient http = HttpClient.newHttpClient();
    private final Thread thread = new Thread(this::run, "simulator-live");
    private volatile boolean everFollowing;

    /** Follows devices {@code from} up to and without {@code to}. */
    LiveViewer(HubApi hub, Plan plan, LiveFollowing live, Notices notices, int from, int to) {
        this.address = hub.live();
        this.token = hub.token();
        this.live = live;
        this.notices = notices;
        for (int first = from; first < to; first += LiveSubscription.MOST_DEVICES) {
            int end = Math.min(to, first + LiveSubscription.MOST_DEVICES);
            subscriptions.add(new LiveSubscription(subscriptions.size() + 1, plan, live, first, end));
        }
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Whether it has followed all its devices once. */
    boolean wasFollowing() {
        return everFollowing;
    }

    private void run() {
        try {
            do {
                follow();
            } while (!closed.await(RECONNECT_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() throws InterruptedException {
        LiveTalk talk = new LiveTalk(subscriptions);
        try {
            WebSocket.Builder builder = http.newWebSocketBuilder();
            token.ifPresent(shown -> builder.header("Authorization", "Bearer " + shown));
            WebSocket socket = builder.buildAsync(address, talk).get(CONNECT_SECONDS, TimeUnit.SECONDS);
            live.counts().connected();
            stay(socket, talk);
            socket.abort();
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            notices.add("live socket", "the live socket cannot be opened: " + cause);
        }
    }

    private void stay(WebSocket socket, LiveTalk talk) throws InterruptedException {
        while (closed.getCount() > 0 && !talk.awaitEnd(PING_MILLIS)) {
            if (talk.isFollowing()) {
                everFollowing = true;
            }
            if (talk.silentNanos() > SILENCE_NANOS) {
                notices.add("live socket", "nothing heard on the live socket for 15 s: connecting again");
                return;
            }
            // If it fails the connection does, which ends the talk.
            var unused = socket.sendPing(ByteBuffer.allocate(0));
        }
        if (closed.getCount() > 0) {
            notices.add("live socket", talk.reason());
        }
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
        try {
            thread.join(FAREWELL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package hub.simulator.verify;

import hub.json.JsonReader;
import hub.json.JsonSyntaxException;
import hub.json.JsonValue;
import hub.json.JsonValue.JsonArray;
import hub.json.JsonValue.JsonNumber;
import hub.json.JsonValue.JsonObject;
import hub.json.JsonValue.JsonString;
import hub.protocol.Timestamps;
import hub.protocol.frame.LiveFrame;
import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection of a viewer: what the hub says on it. Its callbacks come one after another. */
final class LiveTalk implements WebSocket.Listener {

    /** Far above the longest message that the live protocol has. */
    private static final int MOST_BYTES = 16 << 20;

    private final List<LiveSubscription> subscriptions;
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
    private final CountDownLatch ended = new CountDownLatch(1);
    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);

    /** How far the hub's clock is ahead of this machine's. */
    private long hubAheadMicros;

    private volatile long heardNanos = System.nanoTime();
    private volatile boolean following;
    private volatile String reason = "";

    LiveTalk(List<LiveSubscription> subscriptions) {
        this.subscriptions = subscriptions;
    }

    /** Whether every subscription had its snapshot. */
    boolean isFollowing() {
        return following;
    }

    /** How long nothing has been heard, pongs included. */
    long silentNanos() {
        return System.nanoTime() - heardNanos;
    }

    /** Waits for the end of the connection. Whether it has come. */
    boolean awaitEnd(long millis) throws InterruptedException {
        return ended.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Why it ended. */
    String reason() {
        return reason;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        heardNanos = System.nanoTime();
        text.append(data);
        if (last || text.length() > MOST_BYTES) {
            String message = text.toString();
            text.setLength(0);
            try {
                message(socket, ((JsonObject) JsonReader.read(message)));
            } catch (JsonSyntaxException | ClassCastException | ArithmeticException e) {
                end("the hub's live message is not understood: "
                        + message.substring(0, Math.min(200, message.length())));
                socket.abort();
            }
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
        heardNanos = System.nanoTime();
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        binary.writeBytes(bytes);
        if (last || binary.size() > MOST_BYTES) {
            LiveFrame.decode(ByteBuffer.wrap(binary.toByteArray())).ifPresentOrElse(this::frame, () -> {
                end("the hub's live frame is not understood");
                socket.abort();
            });
            binary.reset();
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer payload) {
        heardNanos = System.nanoTime();
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String words) {
        end("the hub closed the live socket with " + code + " " + words);
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        end("the live socket broke: " + error.getMessage());
    }

    private void frame(LiveFrame frame) {
        for (LiveSubscription subscription : subscriptions) {
            if (subscription.id() == frame.subscription()) {
                subscription.frame(frame);
            }
        }
        following = following || subscriptions.stream().allMatch(LiveSubscription::isFollowing);
    }

    private void message(WebSocket socket, JsonObject message) {
        switch (string(message, "type")) {
            case "welcome" -> {
                hubAheadMicros = number(message, "time") * 1_000 - Timestamps.micros(Instant.now());
                subscriptions.forEach(subscription -> send(socket, subscription.subscribe(hubAheadMicros, false)));
            }
            case "series" -> series(message);
            case "error" -> error(socket, message);
            default -> {
                // Nothing else is about readings.
            }
        }
    }

    private void series(JsonObject message) {
        long id = number(message, "id");
        JsonArray named = (JsonArray) member(message, "series");
        for (LiveSubscription subscription : subscriptions) {
            if (subscription.id() == id) {
                named.elements().stream()
                        .map(JsonObject.class::cast)
                        .forEach(one -> subscription.series(
                                (int) number(one, "n"), string(one, "device"), string(one, "metric")));
            }
        }
    }

    /** The hub ends a subscription whose history is too much; any other error ends the talk. */
    private void error(WebSocket socket, JsonObject message) {
        if (string(message, "code").equals("too-much-history")) {
            long id = number(message, "id");
            subscriptions.stream()
                    .filter(subscription -> subscription.id() == id)
                    .forEach(subscription -> send(socket, subscription.subscribe(hubAheadMicros, true)));
        } else {
            end("the hub's live feed says: " + string(message, "message"));
            socket.abort();
        }
    }

    /** One after another, as a WebSocket demands. */
    private void send(WebSocket socket, String message) {
        sending = sending.thenCompose(before -> socket.sendText(message, true));
    }

    private void end(String why) {
        if (ended.getCount() > 0) {
            reason = why;
            ended.countDown();
        }
    }

    private static String string(JsonObject message, String name) {
        return ((JsonString) member(message, name)).value();
    }

    private static long number(JsonObject message, String name) {
        return ((JsonNumber) member(message, name)).asLong();
    }

    /** @throws ClassCastException if it is absent: then the message is not what it says */
    private static JsonValue member(JsonObject message, String name) {
        JsonValue value = message.members().get(name);
        if (value == null) {
            throw new ClassCastException("no " + name);
        }
        return value;
    }
}

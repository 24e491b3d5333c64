package hub.acceptance;

import hub.json.JsonReader;
import hub.json.JsonSyntaxException;
import hub.json.JsonValue;
import hub.json.JsonValue.JsonArray;
import hub.json.JsonValue.JsonNumber;
import hub.json.JsonValue.JsonObject;
import hub.json.JsonValue.JsonString;
import hub.protocol.frame.LiveFrame;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A viewer of each reading of one device, which comes back when it is told to, or after a second. */
final class LiveFollower implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String METRIC = "temperature";

    private final URI address;
    private final String subscribe;
    private final Set<Long> times = new ConcurrentSkipListSet<>();
    private final List<Long> retries = new CopyOnWriteArrayList<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private volatile boolean closed;
    private volatile @Nullable WebSocket socket;

    LiveFollower(String hub, String device) {
        this.address = URI.create(hub + "/ws/live");
        this.subscribe = "{\"type\":\"subscribe\",\"id\":1,\"mode\":\"every\",\"devices\":[\"" + device
                + "\"],\"history\":\"PT1H\"}";
        connect(0);
    }

    /** When the readings were made that it has seen, in µs since 1970. */
    Set<Long> times() {
        return times;
    }

    /** For how long the hub asked to be left alone, each time that it said so, in ms. */
    List<Long> retries() {
        return retries;
    }

    List<String> problems() {
        return problems;
    }

    private void connect(long afterMillis) {
        if (closed) {
            return;
        }
        Executor later = CompletableFuture.delayedExecutor(afterMillis, TimeUnit.MILLISECONDS);
        later.execute(() -> {
            CompletableFuture<?> unused = HTTP.newWebSocketBuilder()
                    .buildAsync(address, new Session())
                    .thenCompose(opened -> {
                        socket = opened;
                        return opened.sendText(subscribe, true);
                    })
                    .whenComplete((sent, failed) -> {
                        if (failed != null) {
                            connect(500);
                        }
                    });
        });
    }

    private static String word(Map<String, JsonValue> members, String name) {
        return ((JsonString) Objects.requireNonNull(members.get(name))).value();
    }

    private static long number(Map<String, JsonValue> members, String name) {
        return ((JsonNumber) Objects.requireNonNull(members.get(name))).asLong();
    }

    /** One connection. */
    private final class Session implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();
        private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
        private final Map<Integer, String> metrics = new HashMap<>();
        private long retryMillis = 1_000;

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                take(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            binary.writeBytes(bytes);
            if (last) {
                take(ByteBuffer.wrap(binary.toByteArray()).order(ByteOrder.LITTLE_ENDIAN));
                binary.reset();
            }
            from.request(1);
            return null;
        }

        private void take(String message) {
            try {
                Map<String, JsonValue> members = ((JsonObject) JsonReader.read(message)).members();
                String type = word(members, "type");
                if (type.equals("stopping")) {
                    retryMillis = number(members, "retryMillis");
                    retries.add(retryMillis);
                } else if (type.equals("error")) {
                    problems.add(message);
                } else if (type.equals("series")) {
                    for (JsonValue each : ((JsonArray) Objects.requireNonNull(members.get("series"))).elements()) {
                        Map<String, JsonValue> series = ((JsonObject) each).members();
                        metrics.put((int) number(series, "n"), word(series, "metric"));
                    }
                }
            } catch (JsonSyntaxException e) {
                problems.add(message);
            }
        }

        private void take(ByteBuffer message) {
            LiveFrame frame = LiveFrame.decode(message).orElseThrow();
            for (int i = 0; i < frame.count(); i++) {
                if (METRIC.equals(metrics.get(frame.series()[i]))) {
                    times.add(frame.times()[i]);
                }
            }
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            connect(retryMillis);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable cause) {
            connect(retryMillis);
        }
    }

    @Override
    public void close() {
        closed = true;
        WebSocket last = socket;
        if (last != null) {
            last.abort();
        }
    }
}

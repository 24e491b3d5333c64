package hub.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import hub.acceptance.FrameProxy.Cut;
import hub.acceptance.FrameProxy.Direction;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The protocol as the JDK's own WebSocket client speaks it, with frames packed by hand: a client that is not the hub's. */
@Timeout(120)
class JdkWebSocketTest {

    private static final String DEVICE = "jdk-client";
    private static final int EPOCH = 7;
    private static final int FRAMES = 40;
    private static final String OVER = "over";

    @TempDir
    private Path directory;

    /** Collects whole messages: text as it is, acknowledgements as {@code ack SEQ}, the end as {@code over}. */
    private static final class Heard implements WebSocket.Listener {

        private final LinkedBlockingQueue<String> messages = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        String next() throws InterruptedException {
            return next(() -> false);
        }

        /** The JDK does not always tell of a connection that was reset: {@code isCut} is asked, too. */
        String next(BooleanSupplier isCut) throws InterruptedException {
            for (int i = 0; i < 300; i++) {
                String message = messages.poll(100, TimeUnit.MILLISECONDS);
                if (message != null) {
                    return message;
                }
                if (isCut.getAsBoolean()) {
                    return OVER;
                }
            }
            throw new AssertionError("the hub has said nothing for 30 s");
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                messages.add(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            while (data.hasRemaining()) {
                bytes.write(data.get());
            }
            if (last) {
                ByteBuffer ack = ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
                assertThat(ack.limit()).isEqualTo(12);
                assertThat(ack.getInt(0)).isEqualTo(0x81);
                assertThat(ack.getInt(4)).isEqualTo(EPOCH);
                messages.add("ack " + ack.getInt(8));
                bytes.reset();
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            messages.add(OVER);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            messages.add(OVER);
        }
    }

    @Test
    void frameInFragmentsIsAcknowledgedWithToken() throws InterruptedException {
        String token = HubProcess.token(directory, "--device", DEVICE);
        try (HubProcess hub = HubProcess.startWithTokens(directory)) {
            Heard heard = new Heard();
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .header("Authorization", "Bearer " + token)
                    .subprotocols("v1.readings.telemetry-hub")
                    .buildAsync(address(hub.webSocketAddress()), heard)
                    .join();
            assertThat(socket.getSubprotocol()).isEqualTo("v1.readings.telemetry-hub");
            assertThat(heard.next()).startsWith("{\"type\":\"welcome\"");
            ByteBuffer frame = frame(0);
            socket.sendBinary(frame.slice(0, 5), false).join();
            socket.sendBinary(frame.slice(5, frame.limit() - 5), true).join();

            assertThat(heard.next()).isEqualTo("ack 1");
            assertThat(values(hub)).containsExactly("0");
            socket.abort();
        }
    }

    /** Goes on behind what is covered, connection after connection, until one lives long enough. */
    @Test
    void resumeAfterCutsStoresEachOnce() throws InterruptedException {
        List<Cut> cuts =
                List.of(new Cut(Direction.TO_HUB, 10), new Cut(Direction.TO_DEVICE, 2), new Cut(Direction.TO_HUB, 15));
        try (HubProcess hub = HubProcess.start(directory);
                FrameProxy proxy = FrameProxy.cutting(hub, cuts)) {
            int durable = 0;
            for (int connection = 0; durable < FRAMES; connection++) {
                assertThat(connection).isLessThanOrEqualTo(cuts.size());
                durable = connectAndSend(proxy);
            }

            assertThat(proxy.cutsMade()).isEqualTo(cuts.size());
            assertThat(values(hub))
                    .containsExactlyElementsOf(
                            IntStream.range(0, FRAMES).mapToObj(String::valueOf).toList());
            assertThat(hub.metric("hub_readings_stored_total")).isEqualTo(FRAMES);
        }
    }

    /** One connection; gives the highest number that was acknowledged before it was over or all was done. */
    private static int connectAndSend(FrameProxy proxy) throws InterruptedException {
        int cutsBefore = proxy.cutsMade();
        Heard heard = new Heard();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address(proxy.webSocketAddress()), heard)
                .join();
        String welcome = heard.next();
        int durable =
                welcome.contains("\"seq\":") ? Integer.parseInt(welcome.replaceAll(".*\"seq\":(\\d+).*", "$1")) : 0;
        while (durable < FRAMES) {
            String message = send(socket, frame(durable)) ? heard.next(() -> proxy.cutsMade() > cutsBefore) : OVER;
            if (message.equals(OVER)) {
                break;
            }
            assertThat(message).isEqualTo("ack " + (durable + 1));
            durable++;
        }
        socket.abort();
        return durable;
    }

    /** A connection that was cut is told to the sender or to the listener, whoever is first. */
    private static boolean send(WebSocket socket, ByteBuffer frame) {
        try {
            socket.sendBinary(frame, true).join();
            return true;
        } catch (CompletionException e) {
            return false;
        }
    }

    /** One temperature, in hub time. Handed over big-endian: the JDK's masking swaps the bytes of any other buffer. */
    private static ByteBuffer frame(int i) {
        ByteBuffer frame = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN);
        frame.put((byte) 1).put((byte) 0).putShort((short) 1).putInt(EPOCH).putInt(i + 1);
        return frame.putShort((short) 5).putFloat(i).flip().order(ByteOrder.BIG_ENDIAN);
    }

    private static URI address(String hub) {
        return URI.create(hub + "/ws/devices/" + DEVICE);
    }

    private static List<String> values(HubProcess hub) {
        return hub.get("/api/v1/readings?format=csv&device=" + DEVICE)
                .lines()
                .skip(1)
                .map(line -> line.substring(line.lastIndexOf(',') + 1))
                .toList();
    }
}

package hub.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.protocol.frame.ReadingsFrameEncoder;
import hub.protocol.frame.TimeMode;
import hub.testing.Frames;
import hub.testing.Peer;
import hub.testing.TestHub;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers whose client does not read them to the end. */
@Isolated("counts the threads that answer")
class ClientGoesTest {

    private static final int BUFFER_BYTES = 64 * 1024;

    /** As many readings as no socket takes at once; the hub notices that nobody reads on. */
    @ParameterizedTest
    @ValueSource(strings = {"csv", "parquet", "arrow"})
    void aClientThatGoesEndsTheWork(String format, @TempDir Path data) throws IOException {
        try (TestHub hub = TestHub.start(data);
                Peer device = hub.welcomed("A")) {
            Random random = new Random(1);
            for (int seq = 1; seq <= 500; seq++) {
                ReadingsFrameEncoder frame = ReadingsFrameEncoder.based(
                        TimeMode.ABSOLUTE, false, true, true, 1, seq, Frames.BASE_MILLIS + seq * 4_000L);
                for (int i = 0; i < 4_000; i++) {
                    frame.add(5, i, random.nextDouble());
                }
                device.sendBinary(frame.encode()).awaitAck(1, seq);
            }
            try (Socket client = new Socket()) {
                client.setReceiveBufferSize(BUFFER_BYTES);
                client.connect(new InetSocketAddress(
                        hub.address().getHost(), hub.address().getPort()));
                client.getOutputStream()
                        .write(("GET /api/v1/readings?format=" + format + " HTTP/1.1\r\nHost: "
                                        + hub.address().getAuthority() + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                InputStream in = client.getInputStream();
                assertThat(in.readNBytes(100_000)).hasSize(100_000);
                assertThat(answering()).isEqualTo(1);
                client.setSoLinger(true, 0);
            }
            await().until(() -> answering() == 0);
            assertThat(hub.get("/api/v1/readings?limit=1").statusCode()).isEqualTo(200);
        }
    }

    /** How many threads answer questions for readings now, in all hubs here. */
    private static long answering() {
        return Thread.getAllStackTraces().values().stream()
                .filter(stack -> Stream.of(stack)
                        .anyMatch(frame -> frame.getClassName().equals("hub.history.Answer")
                                && frame.getMethodName().equals("writeAll")))
                .count();
    }
}

package hub.socket;

import static hub.socket.ConformanceCase.FIN;
import static hub.socket.ConformanceCase.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import hub.testing.Frames;
import hub.testing.Peer;
import hub.testing.Peer.Received;
import hub.testing.TestHub;
import io.undertow.Undertow;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each case against a socket that echoes; and against a device's path, of which how it ends must be the same. */
class ConformanceTest {

    private static final String LAST = "the last";

    @TempDir
    static Path data;

    private static Undertow echoServer = Undertow.builder().build();
    private static URI echo = URI.create("http://nowhere/");

    private static TestHub hub() {
        return TestHub.start(
                data,
                settings ->
                        settings.withMaxFrameBytes(ConformanceCases.MAX_MESSAGE).withMost(10_000, 1));
    }

    @BeforeAll
    static void startEcho() {
        echoServer = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(exchange -> Upgrade.accept(exchange, Optional.empty(), (connection, peer) -> {
                    Socket unused = Socket.open(
                            connection,
                            peer,
                            new SocketLimits(ConformanceCases.MAX_MESSAGE),
                            System::nanoTime,
                            Echo::new);
                }))
                .build();
        echoServer.start();
        int port = ((InetSocketAddress) echoServer.getListenerInfo().get(0).getAddress()).getPort();
        echo = URI.create("http://127.0.0.1:" + port + "/");
    }

    @AfterAll
    static void stopEcho() {
        echoServer.stop();
    }

    /** Sends back what it gets. */
    private record Echo(Socket socket) implements SocketListener {

        @Override
        public void text(String message) {
            socket.sendText(message);
        }

        @Override
        public void binary(ByteBuffer message) {
            socket.sendBinary(message);
        }

        @Override
        public void pong(byte[] payload) {}

        @Override
        public void violation(int code, String reason) {}

        @Override
        public void drained() {}

        @Override
        public void closed(Ending ending) {}
    }

    @Test
    void thereAreCasesForEveryRule() {
        assertThat(ConformanceCases.all()).hasSizeGreaterThanOrEqualTo(250).doesNotHaveDuplicates();
        assertThat(ConformanceCases.all().stream().map(ConformanceCase::name)).doesNotHaveDuplicates();
    }

    @TestFactory
    Stream<DynamicTest> echoes() {
        return ConformanceCases.all().stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> echo(one)));
    }

    private static void echo(ConformanceCase one) {
        try (Peer peer = Peer.open(echo, "/")) {
            peer.answersClose(false);
            write(peer, one);
            if (one.closeCode() == ConformanceCase.OPEN) {
                peer.sendRaw(Frames.wire(FIN | TEXT, ConformanceCase.utf8(LAST)));
            }
            List<String> came = new ArrayList<>();
            int code = ConformanceCase.OPEN;
            while (code == ConformanceCase.OPEN && !came.contains("text:" + LAST)) {
                Received next = peer.takeAny();
                if (next instanceof Received.Text text) {
                    came.add(ConformanceCase.text(text.text()));
                } else if (next instanceof Received.Binary binary) {
                    came.add(ConformanceCase.binary(bytes(binary.bytes())));
                } else if (next instanceof Received.Pong pong) {
                    came.add(ConformanceCase.pong(bytes(pong.payload())));
                } else if (next instanceof Received.Close close) {
                    code = close.code();
                } else {
                    throw new AssertionError("after " + came + " came " + next);
                }
            }
            came.remove("text:" + LAST);
            assertThat(came).isEqualTo(one.echoed());
            assertThat(code).isEqualTo(one.closeCode());
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    /** The server may have ended the connection before the last write. */
    private static void write(Peer peer, ConformanceCase one) {
        try {
            for (byte[] bytes : one.writes()) {
                peer.sendOrThrow(bytes);
            }
        } catch (IOException e) {
            assertThat(one.closeCode()).isNotEqualTo(ConformanceCase.OPEN);
        }
    }

    @TestFactory
    Stream<DynamicTest> endsADevicesConnectionInTheSameWay() {
        TestHub hub = hub();
        List<ConformanceCase> cases = ConformanceCases.all();
        return cases.stream()
                .map(one -> DynamicTest.dynamicTest(one.name(), () -> onADevice(hub, cases.indexOf(one), one)))
                .onClose(hub::close);
    }

    private static void onADevice(TestHub hub, int number, ConformanceCase one) {
        try (Peer device = hub.welcomed("device-" + number)) {
            device.answersClose(false);
            write(device, one);
            if (one.closeCode() == ConformanceCase.OPEN) {
                device.sendBinary(Frames.at(1, 1)).awaitAck(1, 1);
            } else {
                assertThat(device.awaitClose()).isEqualTo(one.closeCode());
            }
        }
    }
}

package hub.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hub.testing.RawHttp;
import io.undertow.Undertow;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is held for clients, with a real server and clients that do not read. */
class DeliveriesTest {

    private static final int BODY_BYTES = 16 << 20;

    @Test
    void whatIsHeldIsBounded() throws IOException {
        Deliveries deliveries = new Deliveries(System::nanoTime, Duration.ofMinutes(1), BODY_BYTES + 1);
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(deliveries.before(
                        exchange -> exchange.dispatch(on -> Deliveries.send(on, new byte[BODY_BYTES]))))
                .build();
        server.start();
        int port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
        URI address = URI.create("http://127.0.0.1:" + port + "/");
        try (Socket stalled = RawHttp.send(address, "GET / HTTP/1.1", List.of("Host: x"))) {
            assertThat(RawHttp.head(stalled.getInputStream()).status()).isEqualTo(200);
            assertThat(deliveries.heldBytes()).isEqualTo(BODY_BYTES);
            RawHttp.Answer refused = RawHttp.ask(address, "GET / HTTP/1.1", List.of("Host: x"));
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("retry-after")).isEqualTo("5");
            assertThat(refused.body()).contains("hold " + BODY_BYTES + " bytes");
            stalled.setSoLinger(true, 0);
        }
        try {
            await().until(() -> {
                deliveries.cutStalled();
                return deliveries.heldBytes() == 0;
            });
            assertThat(RawHttp.ask(address, "GET / HTTP/1.1", List.of("Host: x"))
                            .body())
                    .hasSize(BODY_BYTES);
            await().until(() -> deliveries.underWay() == 0);
        } finally {
            server.stop();
        }
    }
}

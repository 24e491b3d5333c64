package hub.simulator.client;

import static org.assertj.core.api.Assertions.assertThat;

import hub.simulator.client.UpgradeAnswer.Accepted;
import hub.simulator.client.UpgradeAnswer.Declined;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class UpgradeReaderTest {

    /** The key and its answer in RFC 6455 section 1.3. */
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private static final String GOOD = String.join(
            "\r\n",
            "HTTP/1.1 101 Switching Protocols",
            "upgrade: WebSocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
            "",
            "");

    private final UpgradeReader reader = new UpgradeReader(KEY);

    @Test
    void leavesWhatFollowsTheHandshakeInTheBuffer() {
        ByteBuffer bytes = bytes(GOOD + "frame");

        assertThat(reader.read(bytes)).contains(new Accepted());
        assertThat(StandardCharsets.US_ASCII.decode(bytes).toString()).isEqualTo("frame");
    }

    @Test
    void takesTheHandshakeByteByByte() {
        Optional<UpgradeAnswer> answer = Optional.empty();
        for (int i = 0; i < GOOD.length(); i++) {
            assertThat(answer).isEmpty();
            answer = reader.read(bytes(GOOD.substring(i, i + 1)));
        }
        assertThat(answer).contains(new Accepted());
    }

    @Test
    void refusesAHubThatDidNotReadTheKey() {
        Declined declined = declined(GOOD.replace("s3p", "x3p"));

        assertThat(declined.reason()).contains("Sec-WebSocket-Accept");
        assertThat(declined.isWorthRetrying()).isTrue();
    }

    @Test
    void refusesASubprotocolThatWasNotOffered() {
        assertThat(declined(GOOD.replace("\r\n\r\n", "\r\nSec-WebSocket-Protocol: chat\r\n\r\n"))
                        .reason())
                .contains("'chat'");
    }

    @Test
    void repeatsTheHubsOwnWords() {
        Declined problem = declined("HTTP/1.1 401 Unauthorized\r\nContent-Length: 44\r\n\r\n"
                + "{\"title\":\"Unauthorized\",\"detail\":\"no token\"}");

        assertThat(problem.reason()).isEqualTo("401 Unauthorized: no token");
        assertThat(problem.isWorthRetrying()).isFalse();
    }

    @Test
    void showsABodyThatIsNoJsonAsItStands() {
        assertThat(declined("HTTP/1.1 403 Forbidden\r\nContent-Length: 8\r\n\r\ndisabled")
                        .reason())
                .isEqualTo("403 Forbidden: disabled");
    }

    @Test
    void readsHowLongToWait() {
        Declined busy = declined("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n");

        assertThat(busy.retryAfterSeconds()).isEqualTo(OptionalLong.of(7));
        assertThat(busy.isWorthRetrying()).isTrue();
    }

    @Test
    void aBodyWithoutLengthEndsWithTheConnection() {
        assertThat(reader.read(bytes("HTTP/1.0 400 Bad Request\r\n\r\nbad id"))).isEmpty();

        assertThat(((Declined) reader.end()).reason()).isEqualTo("400 Bad Request: bad id");
    }

    @Test
    void somethingElseThanHttpIsSaidToBe() {
        assertThat(declined("SSH-2.0-OpenSSH_9.2\r\n\r\n", true).reason()).contains("not HTTP: SSH-2.0");
    }

    private Declined declined(String response) {
        return declined(response, false);
    }

    private Declined declined(String response, boolean toTheEnd) {
        Optional<UpgradeAnswer> answer = reader.read(bytes(response));
        return (Declined) (toTheEnd ? reader.end() : answer.orElseThrow());
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}

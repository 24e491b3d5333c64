package hub.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HandshakeTest {

    /** RFC 6455 section 1.3. */
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    @Test
    void answersTheKeyOfTheRfc() {
        assertThat(Handshake.accept(KEY)).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        assertThat(Handshake.isValidKey(KEY)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "dGhlIHNhbXBsZSBub25j", "dGhlIHNhbXBsZSBub25jZSE=AA", "dGhlIHNhbXBsZSBub25jZ*==", "ключ"})
    void refusesOtherKeys(String key) {
        assertThat(Handshake.isValidKey(key)).isFalse();
    }
}

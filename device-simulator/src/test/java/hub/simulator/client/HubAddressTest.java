package hub.simulator.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class HubAddressTest {

    @Test
    void takesHostPortAndPath() {
        assertThat(HubAddress.parse("ws://hub.example:9000/telemetry/"))
                .isEqualTo(new HubAddress("hub.example", 9000, "/telemetry"));
        assertThat(HubAddress.parse("ws://hub.example")).isEqualTo(new HubAddress("hub.example", 80, ""));
    }

    @Test
    void saysThatTlsIsNotThereYet() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HubAddress.parse("wss://hub.example"))
                .withMessageContaining("wss:// is not there yet");
    }

    @Test
    void refusesWhatIsNoHub() {
        for (String text : new String[] {"http://hub:1", "hub:8080", "ws://hub/?token=x", "ws://", "a b"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> HubAddress.parse(text));
        }
    }
}

package hub.protocol.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.protocol.Refusal;
import hub.protocol.frame.ReadingsFrame;
import hub.protocol.message.HubMessage.ErrorMessage;
import hub.protocol.message.HubMessage.ResumePoint;
import hub.protocol.message.HubMessage.Welcome;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No frame to a device is longer than 1,024 bytes. */
final class HubMessagesTest {

    private static final ResumePoint LARGEST = new ResumePoint(ReadingsFrame.MAX_U32, ReadingsFrame.MAX_U32);

    @Test
    void theLongestWelcomeFits() {
        Welcome welcome = new Welcome(
                Long.MIN_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Collections.nCopies(Welcome.MAX_RESUME, LARGEST));
        String text = HubMessages.write(welcome);
        assertThat(text.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(HubMessages.MAX_BYTES);
        assertThat(HubMessages.parse(text)).contains(welcome);
        List<ResumePoint> tooMany = Collections.nCopies(Welcome.MAX_RESUME + 1, LARGEST);
        assertThatThrownBy(() -> new Welcome(0, 30, 65_536, tooMany)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource
    void theLongestErrorFits(Refusal.Code code) {
        for (String text : List.of("<".repeat(5_000), "漢".repeat(5_000), "\0".repeat(5_000), "😀".repeat(5_000))) {
            String error = HubMessages.write(new ErrorMessage(code.wireName(), text, ReadingsFrame.MAX_U32));
            assertThat(error.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(HubMessages.MAX_BYTES);
            assertThat(HubMessages.parse(error)).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"type\":\"goodbye\"}",
                "{\"type\":\"welcome\",\"heartbeatSeconds\":3000000000}",
                "{\"type\":\"welcome\",\"resume\":[7]}",
                "{\"type\":\"command\",\"id\":1}",
                "{\"type\":\"ack\",\"epoch\":-1,\"seq\":1}",
            })
    void whatADeviceDoesNotUnderstandIsEmpty(String text) {
        assertThat(HubMessages.parse(text)).isEmpty();
    }
}

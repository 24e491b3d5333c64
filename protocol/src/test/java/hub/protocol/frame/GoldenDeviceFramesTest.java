package hub.protocol.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import hub.protocol.testing.FrameSpec;
import hub.protocol.testing.Golden;
import hub.protocol.testing.GoldenFrames;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GoldenDeviceFramesTest {

    static List<Golden> frames() {
        return having("frame");
    }

    static List<Golden> acks() {
        return having("ack");
    }

    static List<Golden> refusals() {
        return having("refusal");
    }

    private static List<Golden> having(String part) {
        List<Golden> goldens = GoldenFrames.device().stream()
                .filter(golden -> golden.has(part))
                .toList();
        assertThat(goldens).isNotEmpty();
        return goldens;
    }

    @ParameterizedTest
    @MethodSource("frames")
    void decodes(Golden golden) {
        if (!(FrameDecoder.decode(golden.bytes(), golden.channels()) instanceof ReadingsFrame frame)) {
            fail("refused");
            return;
        }
        assertThat(FrameSpec.of(frame)).isEqualTo(FrameSpec.of(golden.part("frame")));
        assertThat(frame.bytes()).isEqualTo(golden.bytes());
        assertThat(frame.length()).isEqualTo(golden.bytes().remaining());
    }

    /** All but those in hub time with the bit for µs: the encoder leaves out what says nothing. */
    static List<Golden> encodable() {
        return frames().stream()
                .filter(golden -> {
                    FrameSpec spec = FrameSpec.of(golden.part("frame"));
                    return spec.mode() != TimeMode.HUB || !spec.micros();
                })
                .toList();
    }

    @ParameterizedTest
    @MethodSource("encodable")
    void encodes(Golden golden) {
        assertThat(FrameSpec.of(golden.part("frame")).encode()).isEqualTo(golden.bytes());
    }

    @ParameterizedTest
    @MethodSource("acks")
    void acknowledgesBothWays(Golden golden) {
        Ack ack = new Ack(Golden.integer(golden.part("ack"), "epoch"), Golden.integer(golden.part("ack"), "seq"));
        assertThat(ack.encode()).isEqualTo(golden.bytes());
        assertThat(Ack.decode(golden.bytes())).contains(ack);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refuses(Golden golden) {
        if (!(FrameDecoder.decode(golden.bytes(), golden.channels()) instanceof RefusedFrame refused)) {
            fail("taken");
            return;
        }
        assertThat(refused.refusal().code().wireName()).isEqualTo(Golden.string(golden.part("refusal"), "code"));
        assertThat(refused.seq()).isEqualTo(Golden.integer(golden.part("refusal"), "seq"));
        assertThat(refused.refusal().detail()).isNotBlank();
    }

    static Stream<Golden> noAcks() {
        return GoldenFrames.device().stream().filter(golden -> !golden.has("ack"));
    }

    @ParameterizedTest
    @MethodSource("noAcks")
    void nothingElseIsAnAcknowledgement(Golden golden) {
        assertThat(Ack.decode(golden.bytes())).isEmpty();
    }
}

package hub.protocol.frame;

import static org.assertj.core.api.Assertions.assertThat;

import hub.json.JsonValue.JsonNumber;
import hub.json.JsonValue.JsonObject;
import hub.protocol.testing.Golden;
import hub.protocol.testing.GoldenFrames;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GoldenLiveFramesTest {

    static List<Golden> frames() {
        return GoldenFrames.live().stream()
                .filter(golden -> golden.has("frame"))
                .toList();
    }

    static List<Golden> refusals() {
        return GoldenFrames.live().stream()
                .filter(golden -> golden.has("refusal"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("frames")
    void decodes(Golden golden) {
        assertThat(LiveFrame.decode(golden.bytes()))
                .hasValueSatisfying(
                        frame -> assertThat(frame).usingRecursiveComparison().isEqualTo(frame(golden.part("frame"))));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void encodes(Golden golden) {
        assertThat(frame(golden.part("frame")).encode()).isEqualTo(golden.bytes());
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refuses(Golden golden) {
        assertThat(LiveFrame.decode(golden.bytes())).isEmpty();
    }

    private static LiveFrame frame(JsonObject json) {
        long flags = Golden.integer(json, "flags");
        return new LiveFrame(
                (flags & 1) != 0,
                (flags & 2) != 0,
                (int) Golden.integer(json, "subscription"),
                Golden.integer(json, "cursor"),
                Golden.integer(json, "skipped"),
                Golden.elements(json, "times").stream()
                        .mapToLong(Golden::integer)
                        .toArray(),
                Golden.elements(json, "values").stream()
                        .mapToDouble(value -> ((JsonNumber) value).asDouble())
                        .toArray(),
                Golden.elements(json, "series").stream()
                        .mapToInt(value -> (int) Golden.integer(value))
                        .toArray());
    }
}

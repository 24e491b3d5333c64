package hub.protocol.frame;

import static org.assertj.core.api.Assertions.assertThat;

import hub.json.JsonValue.JsonNumber;
import hub.json.JsonValue.JsonObject;
import hub.protocol.testing.Golden;
import hub.protocol.testing.GoldenFrames;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GoldenBucketFramesTest {

    static List<Golden> frames() {
        return GoldenFrames.buckets().stream()
                .filter(golden -> golden.has("frame"))
                .toList();
    }

    static List<Golden> refusals() {
        return GoldenFrames.buckets().stream()
                .filter(golden -> golden.has("refusal"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("frames")
    void decodes(Golden golden) {
        assertThat(BucketFrame.decode(golden.bytes()))
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
        assertThat(BucketFrame.decode(golden.bytes())).isEmpty();
    }

    private static BucketFrame frame(JsonObject json) {
        long flags = Golden.integer(json, "flags");
        return new BucketFrame(
                (flags & 1) != 0,
                (flags & 2) != 0,
                (int) Golden.integer(json, "subscription"),
                Golden.integer(json, "cursor"),
                Golden.integer(json, "view"),
                longs(json, "starts"),
                doubles(json, "mins"),
                doubles(json, "means"),
                doubles(json, "maxes"),
                longs(json, "counts"),
                Golden.elements(json, "series").stream()
                        .mapToInt(value -> (int) Golden.integer(value))
                        .toArray());
    }

    private static long[] longs(JsonObject json, String name) {
        return Golden.elements(json, name).stream().mapToLong(Golden::integer).toArray();
    }

    private static double[] doubles(JsonObject json, String name) {
        return Golden.elements(json, name).stream()
                .mapToDouble(value -> ((JsonNumber) value).asDouble())
                .toArray();
    }
}

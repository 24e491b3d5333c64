package hub.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import hub.json.JsonValue.JsonBoolean;
import hub.json.JsonValue.JsonNumber;
import hub.json.JsonValue.JsonObject;
import hub.protocol.testing.Golden;
import hub.protocol.testing.GoldenFrames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The client in C: frames to the byte, the ring, and the size that the firmware guide promises. */
@Timeout(120)
class ClientSourcesTest {

    private static final List<String> TIME_MODES = List.of("hub", "absolute", "age");
    private static final int MOST_LINES_OF_FRAMES = 150;

    /** What the firmware guide says: bytes of code with -Os, and of a client's state without frames. */
    private static final int MOST_CODE = 10_000;

    private static final int MOST_STATE = 1_500;

    @TempDir
    private Path directory;

    @Test
    void framesAreTheGoldensToTheByte() throws IOException {
        List<Golden> goldens = GoldenFrames.device().stream()
                .filter(golden -> golden.has("frame") && !golden.has("refusal"))
                .toList();

        List<String> hex = frameHex(goldens.stream().map(ClientSourcesTest::line));

        assertThat(hex)
                .containsExactlyElementsOf(goldens.stream()
                        .map(golden -> HexFormat.of().formatHex(golden.bytes().array()))
                        .toList());
    }

    @Test
    void acknowledgementsAreReadAndOtherFramesAreNot() throws IOException {
        List<Golden> goldens = GoldenFrames.device();

        List<String> understood = frameHex(goldens.stream()
                .map(golden -> "ack " + HexFormat.of().formatHex(golden.bytes().array())));

        assertThat(understood)
                .containsExactlyElementsOf(goldens.stream()
                        .map(golden -> golden.has("ack") ? ackLine(golden.part("ack")) : "refused")
                        .toList());
    }

    /** Time mode 3, a reserved bit, offsets in hub time, values that are not finite. */
    @Test
    void whatTheHubWouldRefuseIsNotWritten() throws IOException {
        assertThat(frameHex(Stream.of(
                        "0x03 1 1 0 5 0 1",
                        "0x20 1 1 0 5 0 1",
                        "0x10 1 1 0 5 0 1",
                        "0x00 1 1 0 5 0 nan",
                        "0x08 1 1 0 5 0 inf",
                        "0x00 1 1 0 5 0 1e39")))
                .hasSize(6)
                .containsOnly("refused");
    }

    /** The ring goes around often, and keeps what a simple list keeps. */
    @Test
    void ringKeepsWhatAListKeeps() {
        Path program = ClientProgram.compiled(directory, Project.root().resolve("acceptance/src/test/c/ring_check.c"));

        assertThat(ClientProgram.run(directory, List.of(program.toString()))).matches("wrapped \\d{4,} times\n");
    }

    @Test
    void frameCodecIsShort() throws IOException {
        long lines = 0;
        for (String file : List.of("telemetry_frame.c", "telemetry_frame.h")) {
            lines += Files.readAllLines(Project.root().resolve("clients/c").resolve(file))
                    .size();
        }

        assertThat(lines).isLessThan(MOST_LINES_OF_FRAMES);
    }

    @Test
    void clientIsAsSmallAsTheGuideSays() throws IOException {
        List<String> compile = new ArrayList<>(List.of("gcc", "-std=c99", "-Os", "-c"));
        compile.addAll(ClientProgram.sourcesInC());
        ClientProgram.run(directory, compile);
        List<String> size = new ArrayList<>(List.of("size"));
        try (Stream<Path> files = Files.list(directory)) {
            files.map(Path::toString).filter(file -> file.endsWith(".o")).forEach(size::add);
        }

        int code = ClientProgram.run(directory, size)
                .lines()
                .skip(1)
                .mapToInt(line -> Integer.parseInt(line.strip().split("\\s+", -1)[0]))
                .sum();

        assertThat(code).isBetween(1, MOST_CODE);
        Path check = directory.resolve("state.c");
        Files.writeString(
                check,
                "#include \"telemetry_client.h\"\ntypedef char fits[sizeof(telemetry_client) <= " + MOST_STATE
                        + " ? 1 : -1];\nint main(void) { return 0; }\n");
        ClientProgram.run(
                directory,
                List.of("gcc", "-I", Project.root().resolve("clients/c").toString(), "-c", check.toString()));
    }

    private List<String> frameHex(Stream<String> lines) throws IOException {
        Path program = ClientProgram.compiled(directory, Project.root().resolve("clients/c/frame_hex.c"));
        Path input =
                Files.writeString(directory.resolve("frames.txt"), lines.collect(Collectors.joining("\n", "", "\n")));
        return ClientProgram.run(directory, List.of("sh", "-c", program + " < " + input))
                .lines()
                .toList();
    }

    /** A golden frame as frame_hex takes it. */
    private static String line(Golden golden) {
        JsonObject frame = golden.part("frame");
        int flags = TIME_MODES.indexOf(Golden.string(frame, "mode"))
                + bit(frame, "micros", 4)
                + bit(frame, "f64", 8)
                + bit(frame, "offsets", 16);
        String head = flags + " " + Golden.integer(frame, "epoch") + " " + Golden.integer(frame, "seq") + " "
                + Golden.integer(frame, "base");
        return Golden.elements(frame, "readings").stream()
                .map(reading -> (JsonObject) reading)
                .map(reading -> Golden.integer(reading, "channel") + " " + Golden.integer(reading, "offset") + " "
                        + number(reading))
                .collect(Collectors.joining(" ", head + " ", ""));
    }

    private static int bit(JsonObject frame, String name, int bit) {
        return Golden.member(frame, name).equals(new JsonBoolean(true)) ? bit : 0;
    }

    private static String number(JsonObject reading) {
        return ((JsonNumber) Golden.member(reading, "value")).text();
    }

    private static String ackLine(JsonObject ack) {
        return Golden.integer(ack, "epoch") + " " + Golden.integer(ack, "seq");
    }
}

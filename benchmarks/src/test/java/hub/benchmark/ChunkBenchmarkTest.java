package hub.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChunkBenchmarkTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void everyKindOfReadingIsEncoded(ChunkBenchmark.Kind kind) {
        ChunkBenchmark benchmark = new ChunkBenchmark();
        benchmark.kind = kind;
        benchmark.encodeOnce();

        assertThat(benchmark.encode().length).isBetween(1_000, 10 * ChunkBenchmark.READINGS);
        assertThat(benchmark.skip()).isTrue();
    }

    @Test
    void jmhFindsItAndItsFiguresAreWritten() throws IOException {
        int code = Main.commands()
                .execute(
                        "jmh",
                        "--write",
                        "--work",
                        directory.resolve("work").toString(),
                        "--results",
                        directory.resolve("RESULTS.md").toString(),
                        "--",
                        "ChunkBenchmark.aggregate$",
                        "-p",
                        "kind=TEMPERATURE",
                        "-f",
                        "0",
                        "-wi",
                        "0",
                        "-i",
                        "1",
                        "-r",
                        "50ms");

        assertThat(code).isZero();
        assertThat(Files.readString(directory.resolve("RESULTS.md"))).contains("| aggregate | TEMPERATURE |");
    }
}

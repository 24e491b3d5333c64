package hub.store.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Bytes that are in databases already, as it were: they must stay readable, and nothing else should be written. */
class ChunkGoldenTest {
    private static final String HEX = """
            020403028c018296a4f70ced0a2603008901000000070103000702030001900304009f06ee103b000152000000000000
            00001f85eb51b826684000000000000000801f85eb51b8266840d7a3703daa8fc140004eb70500000600000000020002
            6000182d4454fb2109406957148b0abf05406957148b0abf05c0182d4454fb210940182d4454fb210940124212542555
            495552955425554955529554255549555295542555495552955425550962abceaac002229387016024ad83000b8585c2
            4261a1b05058282c14160a0b8585fa4261a1b05058282c14160a0b8585c24261a1b05058282c14160a0b850581b16223
            97ae4bd70501040000000000000080e3b5cfdbb66ddbb665dbb66ddbb66ddbb66ddbb66ddbb66ddbb637dbb66ddbb66d
            dbb66ddbb66ddbb66ddbb66ddbb66d1b670380301480494591862311040063b66ddb0620203f407e7ba720fa1ef1ffd3
            ae2816157e0b00bad30b89
            """;

    private static final int READINGS = 140;

    private static final long[] TIMES = LongStream.range(0, READINGS)
            .map(i -> (1_735_689_600 + 10 * i + (i % 7 == 0 ? 1 : 0)) * 1_000_000)
            .toArray();

    private final byte[] golden = HexFormat.of().parseHex(HEX.replaceAll("\\s", ""));

    @Test
    void whatWasWrittenIsRead() {
        Chunk chunk = Chunk.parse(golden);
        List<SeriesColumn> columns = columns();
        assertThat(chunk.columns()).isEqualTo(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            assertThat(chunk.series(i)).isEqualTo(columns.get(i).series());
            assertReads(chunk.read(i), columns.get(i));
        }
        assertThat(chunk.summary(0))
                .isEqualTo(new ChunkSummary(READINGS, TIMES[0], TIMES[READINGS - 1], 20, 99.9, 2_907.9, 20, 20.2, 1));
    }

    @Test
    void theSameIsWritten() {
        assertThat(HexFormat.of().formatHex(new ChunkEncoder().encode(columns())))
                .isEqualTo(HexFormat.of().formatHex(golden));
    }

    /** A decimal with a peak, one that misses three readings and has a −0, a constant, and three doubles in ms. */
    private static List<SeriesColumn> columns() {
        double[] peak = IntStream.range(0, READINGS)
                .mapToDouble(i -> i == 50 ? 99.9 : (200 + 3 * i % 5) / 10.0)
                .toArray();
        int[] present = IntStream.range(0, READINGS)
                .filter(i -> i != 20 && i != 21 && i != 70)
                .toArray();
        long[] fewer = IntStream.of(present).mapToLong(i -> TIMES[i]).toArray();
        double[] odd = IntStream.of(present)
                .mapToDouble(i -> i == 4 ? -0.0 : (i * i) / 100.0)
                .toArray();
        double[] constant = IntStream.range(0, READINGS).mapToDouble(i -> 3).toArray();
        return List.of(
                new SeriesColumn(3, TIMES, peak, 0, READINGS),
                new SeriesColumn(4, fewer, odd, 0, fewer.length),
                new SeriesColumn(700, TIMES, constant, 0, READINGS),
                new SeriesColumn(701, new long[] {0, 5_000, 7_000}, new double[] {Math.PI, -Math.E, Math.E}, 0, 3));
    }

    private static void assertReads(BlockReader reader, SeriesColumn column) {
        int at = 0;
        while (reader.next()) {
            for (int i = 0; i < reader.size(); i++, at++) {
                assertThat(reader.times()[i]).isEqualTo(column.times()[at]);
                assertThat(Double.doubleToRawLongBits(reader.values()[i]))
                        .isEqualTo(Double.doubleToRawLongBits(column.values()[at]));
            }
        }
        assertThat(at).isEqualTo(column.to());
    }
}

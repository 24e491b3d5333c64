package hub.store.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Chunks with a right checksum that no encoder has written: each is refused for the reason that it is wrong for. */
class ForgedChunkTest {
    private static final long[] SECONDS = {0, 10, 20, 31, 40};
    private static final long[] MANTISSAS = {215, 216, 214, 0, 900};

    private final ChunkOutput out = new ChunkOutput();
    private final BlockEncoder blocks = new BlockEncoder(new ChunkOutput());
    private int unit = ColumnFormat.SECONDS;

    @Test
    void whatIsForgedRightIsRead() {
        readAll(chunk(SECONDS, MANTISSAS));
        readAll(chunk(
                LongStream.range(0, 300).toArray(), LongStream.range(0, 300).toArray()));
        readAll(subset(0, 0, 1, 3));
    }

    @Test
    void timesAscendToTheLastOne() {
        assertRefused("ascend", chunk(new long[] {0, 10, 5, 31, 40}, MANTISSAS));
        assertRefused("ascend", chunk(new long[] {0, 10, 10, 31, 40}, MANTISSAS));
        assertRefused("ascend", chunk(new long[] {0, 10, 41, 31, 40}, MANTISSAS));
        long[] falling = LongStream.range(0, 100).map(i -> 100 * i).toArray();
        falling[50] = falling[49] - 1;
        assertRefused("ascend", chunk(falling, falling));
        long[] back = LongStream.range(0, 100).map(i -> i < 98 ? -i : i).toArray();
        assertRefused("ascend", chunk(back, back));
        assertRefused("ascend", chunk(new long[] {0, 10, Long.MAX_VALUE, Long.MIN_VALUE, 40}, MANTISSAS));
        long[] times = LongStream.range(0, 300).toArray();
        times[128] = 127;
        assertRefused("ascend", chunk(times, times));
        times[128] = 128;
        out.truncate(0);
        writeTimes(times, 400);
        writeColumn(times, 0);
        assertRefused("ascend", finished(times, times));
    }

    @Test
    void timesAscendHoweverTheyArePacked() {
        long[] slowing = new long[180];
        for (int i = 1; i < slowing.length; i++) {
            slowing[i] = slowing[i - 1] + Math.min(10, Math.abs(i - 142) - 5);
        }
        assertRefused("ascend", chunk(slowing, slowing));
        readAll(withTimeBlocks(40, "40 14"));
        assertRefused("ascend", withTimeBlocks(40, "20"));
        assertRefused("ascend", withTimeBlocks(0, "20"));
        assertRefused("ascend", withTimeBlocks(0, "40 00"));
        assertRefused("ascend", withTimeBlocks(0, "60"));
        assertRefused("ascend", withTimeBlocks(0, "00 00"));
    }

    @Test
    void timesDoNotWrapAround() {
        unit = ColumnFormat.MICROS;
        long step = 6_000_000_000_000_000_000L;
        assertRefused("ascend", chunk(new long[] {0, step, 2 * step, 3 * step, 4 * step}, MANTISSAS));
    }

    @Test
    void timesAreInRangeInMicroseconds() {
        assertRefused("units of 1000000", chunk(new long[] {0, 1L << 60}, new long[] {1, 2}));
        assertRefused("units of 1000000", chunk(new long[] {-1L << 60, 0}, new long[] {1, 2}));
    }

    @Test
    void mantissasAreLessThan53Bits() {
        assertRefused("mantissa", chunk(SECONDS, new long[] {1, 2, 1L << 53, 4, 5}));
        assertRefused("mantissa", chunk(SECONDS, new long[] {1, 2, -1L << 54, 4, 5}));
        assertRefused("mantissa", chunk(SECONDS, new long[] {1L << 53, 2, 3, 4, 5}));
        assertRefused("mantissa", chunk(SECONDS, new long[] {1, Long.MAX_VALUE, Long.MIN_VALUE, 4, 5}));
    }

    @Test
    void thePlacesOfASubsetAreInItsParent() {
        assertRefused("place", subset(0, 0, 3, 2));
        assertRefused("place", subset(0, 0, 4, 5));
        assertRefused("place", subset(0, 0, -1, 3));
        assertRefused("parent", subset(1, 0, 1, 3));
        assertRefused("not from", subset(0, 0, 1, 4));
    }

    @Test
    void readingsAreCounted() {
        long[] many = LongStream.range(0, ChunkEncoder.MAX_READINGS).toArray();
        readAll(chunk(many, many));
        long[] more = LongStream.range(0, ChunkEncoder.MAX_READINGS + 1L).toArray();
        assertRefused("times", chunk(more, more));
        out.truncate(0);
        out.write(new byte[] {ColumnFormat.VERSION, 2, 1});
        writeTimeEntry(many, many[many.length - 1]);
        writeColumn(many, 0);
        writeColumn(many, 0);
        assertRefused("readings", finished(many, many));
    }

    @Test
    void blocksMakeSense() {
        readAll(withBlocks("20"));
        readAll(withBlocks("a0 11 81"));
        assertRefused("bits", withBlocks("3f 39"));
        assertRefused("bits", withBlocks("3f 41"));
        assertRefused("ends", withBlocks("22"));
        assertRefused("ends", withBlocks("00"));
        assertRefused("too many", withBlocks("20 00"));
        assertRefused("exception", withBlocks("a0 00 00 01"));
        assertRefused("exception", withBlocks("a0 00 05 01"));
        assertRefused("exception", withBlocks("a0 00 01 41"));
        assertRefused("out of place", withBlocks("a0 11 04"));
        assertRefused("out of place", withBlocks("a0 12 81 81"));
        assertRefused("out of place", withBlocks("a0 12 81 80"));
        assertRefused("varint", withBlocks("00 ff ff ff ff ff ff ff ff ff 7f"));
    }

    @Test
    void theDirectoryMakesSense() {
        assertRefused("format 1", edited(bytes -> bytes[0] = 1));
        assertRefused("columns", edited(bytes -> bytes[1] = 0));
        assertRefused("time columns", edited(bytes -> bytes[2] = 0));
        assertRefused("kind 4", edited(bytes -> bytes[3] = 4));
        assertRefused("parent", edited(bytes -> bytes[3] = 3));
        assertRefused("0 times", edited(bytes -> bytes[4] = 0));
        assertRefused("bytes of times", edited(bytes -> bytes[7] = 127));
        assertRefused("coding 10", edited(bytes -> bytes[9] = 10));
        assertRefused("coding 97", edited(bytes -> bytes[9] = 97));
        assertRefused("coding 32", edited(bytes -> bytes[9] = 32));
    }

    /** A chunk of one column in whole seconds and whole numbers. */
    private byte[] chunk(long[] times, long[] mantissas) {
        out.truncate(0);
        writeTimes(times, times[times.length - 1]);
        writeColumn(mantissas, 0);
        return finished(times, mantissas);
    }

    /** A chunk of two columns, the second of which has three of the times of the first. */
    private byte[] subset(int parent, long... places) {
        out.truncate(0);
        out.write(new byte[] {ColumnFormat.VERSION, 2, 2});
        writeTimeEntry(SECONDS, 40);
        out.write(new byte[] {ColumnFormat.SUBSET, (byte) parent, (byte) places.length, (byte) places[0], 0, 9});
        byte[] placeBlocks = blocks.encoded(places);
        out.writeVarint(placeBlocks.length);
        out.write(new byte[] {0, 0});
        writeMantissas(MANTISSAS);
        out.write(new byte[] {0, 1});
        writeMantissas(places);
        out.write(blocks.encoded(SECONDS));
        out.write(placeBlocks);
        out.write(blocks.encoded(MANTISSAS));
        out.write(placeBlocks);
        return out.finish();
    }

    /** A chunk of five readings, the blocks of whose values are those bytes. */
    private byte[] withBlocks(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        out.truncate(0);
        writeTimes(SECONDS, 40);
        out.write(new byte[] {0, 0, 0, 0, 0, 0, 0, (byte) bytes.length});
        out.write(blocks.encoded(SECONDS));
        out.write(bytes);
        return out.finish();
    }

    /** A chunk of five readings, the blocks of whose times are those bytes. */
    private byte[] withTimeBlocks(int last, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        out.truncate(0);
        out.write(
                new byte[] {ColumnFormat.VERSION, 1, 1, ColumnFormat.SECONDS, 5, 0, (byte) last, (byte) bytes.length});
        writeColumn(MANTISSAS, 0);
        out.write(bytes);
        out.write(blocks.encoded(MANTISSAS));
        return out.finish();
    }

    private byte[] edited(Consumer<byte[]> edit) {
        byte[] chunk = chunk(SECONDS, MANTISSAS);
        byte[] bytes = Arrays.copyOf(chunk, chunk.length - ColumnFormat.CHECKSUM_BYTES);
        edit.accept(bytes);
        out.truncate(0);
        out.write(bytes);
        return out.finish();
    }

    private void writeTimes(long[] times, long last) {
        out.write(new byte[] {ColumnFormat.VERSION, 1, 1});
        writeTimeEntry(times, last);
    }

    private void writeTimeEntry(long[] times, long last) {
        out.writeByte(unit);
        out.writeVarint(times.length);
        out.writeZigzag(times[0]);
        out.writeVarint(last - times[0]);
        out.writeVarint(blocks.encoded(times).length);
    }

    private void writeColumn(long[] mantissas, long series) {
        out.writeVarint(series);
        writeMantissas(mantissas);
    }

    private void writeMantissas(long[] mantissas) {
        out.writeByte(0);
        out.writeZigzag(mantissas[0]);
        out.writeZigzag(mantissas[mantissas.length - 1] - mantissas[0]);
        out.write(new byte[] {0, 0, 0});
        out.writeVarint(blocks.encoded(mantissas).length);
    }

    private byte[] finished(long[] times, long[] mantissas) {
        out.write(blocks.encoded(times));
        out.write(blocks.encoded(mantissas));
        return out.finish();
    }

    private static void readAll(byte[] bytes) {
        Chunk chunk = Chunk.parse(bytes);
        for (int i = 0; i < chunk.columns(); i++) {
            BlockReader reader = chunk.read(i);
            int readings = 0;
            while (reader.next()) {
                readings += reader.size();
                assertThat(reader.times()).isNotEmpty();
            }
            assertThat(readings).isEqualTo(chunk.summary(i).count());
        }
    }

    private static void assertRefused(String why, byte[] bytes) {
        assertThatThrownBy(() -> readAll(bytes))
                .isInstanceOf(CorruptChunkException.class)
                .hasMessageContaining(why);
    }
}

package hub.store.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.protocol.testing.Mutations;
import hub.protocol.testing.Seeded;
import hub.store.ReadingBlock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class ChunkDamageTest {
    private final ChunkEncoder encoder = new ChunkEncoder();

    @Test
    void everyFlippedBitAndEveryCutIsFound() {
        byte[] chunk = encoder.encode(new Columns(new SplittableRandom(3)).device(200));
        for (int bit = 0; bit < Byte.SIZE * chunk.length; bit++) {
            byte[] flipped = chunk.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            assertCorrupt(flipped);
        }
        for (int length = 0; length < chunk.length; length++) {
            assertCorrupt(Arrays.copyOf(chunk, length));
        }
        assertCorrupt(Arrays.copyOf(chunk, chunk.length + 1));
    }

    @Test
    void whatAForgerSealsIsReadOrRefusedButNothingElse() {
        AtomicInteger read = new AtomicInteger();
        Seeded.check(10_000, random -> {
            byte[] chunk = encoder.encode(new Columns(random).device(1 << random.nextInt(10)));
            byte[] forged = sealed(Mutations.of(Arrays.copyOf(chunk, chunk.length - 4), random));
            read.addAndGet(readAll(forged) ? 1 : 0);
        });
        assertThat(read.get()).as("some are chunks still").isPositive();
    }

    @Test
    void rubbishIsReadOrRefusedButNothingElse() {
        Seeded.check(30_000, random -> {
            byte[] rubbish = new byte[1 + random.nextInt(200)];
            random.nextBytes(rubbish);
            rubbish[0] = ColumnFormat.VERSION;
            for (int i = 1; i < rubbish.length; i++) { // Small counts are those that get further.
                rubbish[i] &= (byte) (random.nextBoolean() ? 3 : -1);
            }
            readAll(sealed(rubbish));
        });
    }

    /** Whether it is a chunk; what it holds must keep the promises of blocks then. */
    private static boolean readAll(byte[] bytes) {
        try {
            Chunk chunk = Chunk.parse(bytes);
            assertThat(chunk.readings()).isBetween(chunk.columns(), ChunkEncoder.MAX_READINGS);
            for (int i = 0; i < chunk.columns(); i++) {
                assertReads(chunk.read(i), chunk.summary(i));
                BlockReader reader = chunk.read(i);
                reader.skipTo(chunk.summary(i).maxTime());
                assertThat(reader.next()).isTrue();
            }
            return true;
        } catch (CorruptChunkException expected) {
            assertThat(expected).message().isNotBlank();
            return false;
        }
    }

    private static void assertReads(BlockReader reader, ChunkSummary summary) {
        int readings = 0;
        long previous = Long.MIN_VALUE;
        while (reader.next()) {
            assertThat(reader.values()).hasSizeGreaterThanOrEqualTo(reader.size());
            if (reader.scale() != ReadingBlock.NO_SCALE) {
                assertThat(Arrays.stream(reader.mantissas(), 0, reader.size()))
                        .allMatch(mantissa -> Math.abs(mantissa) <= Decimals.MANTISSA_LIMIT);
            }
            for (int i = 0; i < reader.size(); i++) {
                long time = reader.times()[i];
                assertThat(time > previous || (readings + i == 0 && time == previous))
                        .isTrue();
                assertThat(time).isBetween(summary.minTime(), summary.maxTime());
                previous = time;
            }
            readings += reader.size();
        }
        assertThat(readings).isEqualTo(summary.count());
    }

    private static void assertCorrupt(byte[] bytes) {
        assertThatThrownBy(() -> Chunk.parse(bytes)).isInstanceOf(CorruptChunkException.class);
    }

    /** The bytes with a right checksum, as a forger would make it. */
    private static byte[] sealed(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        byte[] sealed = Arrays.copyOf(bytes, bytes.length + Integer.BYTES);
        ByteBuffer.wrap(sealed).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length, (int) crc.getValue());
        return sealed;
    }
}

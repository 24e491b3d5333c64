package hub.store.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import hub.protocol.testing.Seeded;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BlocksTest {
    private static final int BLOCK = BlockFormat.SIZE;

    private final BlockEncoder encoder = new BlockEncoder(new ChunkOutput());

    @Test
    void numbersOfEveryWidthComeBackHoweverTheyAreMadeSmall() {
        for (int bits = 0; bits <= Long.SIZE; bits++) {
            int width = bits;
            Seeded.check(20, random -> {
                int count = 1 + random.nextInt(3 * BLOCK);
                long[] levels = LongStream.generate(() -> wide(random, width))
                        .limit(count)
                        .toArray();
                assertComesBack(levels);
                Arrays.parallelPrefix(levels, Long::sum);
                assertComesBack(levels);
                Arrays.parallelPrefix(levels, Long::sum);
                assertComesBack(levels);
            });
        }
    }

    @Test
    void exceptionsOfEveryWidthComeBack() {
        Seeded.check(3_000, random -> {
            int width = random.nextInt(20);
            int oddWidth = random.nextInt(Long.SIZE + 1);
            int odds = 1 + random.nextInt(100);
            assertComesBack(LongStream.generate(() -> wide(random, random.nextInt(odds) == 0 ? oddWidth : width))
                    .limit(1 + random.nextInt(3 * BLOCK))
                    .toArray());
        });
    }

    @Test
    void whatIsSteadyTakesAByteABlock() {
        assertThat(encoder.encoded(new long[10 * BLOCK])).hasSize(10);
        long[] steady = LongStream.range(0, 10 * BLOCK).map(i -> 1_000 * i + 7).toArray();
        assertThat(encoder.encoded(steady)).hasSize(10 + 2);
    }

    @Test
    void eachIsPackedTheCheapestWay() {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        long[] level = IntStream.range(0, 1 + 10 * BLOCK)
                .mapToLong(i -> random.nextInt(16))
                .toArray();
        assertSize("a level", level, 4, 10);
        long[] walk = level.clone();
        Arrays.parallelPrefix(walk, Long::sum);
        assertSize("a rise", walk, 4, 10);
        long[] wave = Arrays.stream(level).map(i -> i - 8).toArray();
        Arrays.parallelPrefix(wave, Long::sum);
        Arrays.parallelPrefix(wave, Long::sum);
        assertSize("a rise that changes", wave, 4, 10);
        long[] peaks = level.clone();
        for (int i = 5; i < peaks.length; i += BLOCK) {
            peaks[i] = 1_000;
        }
        assertSize("a level with peaks", peaks, 4, 40);
    }

    /** The numbers after the first, packed, and at most so much with each block's header, base and exceptions. */
    private void assertSize(String what, long[] numbers, int width, int more) {
        int packed = (numbers.length - 1) * width / Byte.SIZE;
        assertThat(encoder.encoded(numbers)).as(what).hasSizeLessThan(packed + 2 * 11 + more);
    }

    private void assertComesBack(long[] numbers) {
        byte[] blocks = encoder.encoded(numbers);
        BlockDecoder decoder = new BlockDecoder(new ChunkInput(blocks, 0, blocks.length), numbers[0], numbers.length);
        long[] block = new long[BlockDecoder.ROOM];
        int at = 0;
        for (int size = decoder.next(block); size > 0; size = decoder.next(block)) {
            assertThat(Arrays.copyOf(block, size)).isEqualTo(Arrays.copyOfRange(numbers, at, at + size));
            for (int i = 0; i < size; i++) {
                assertThat(Math.abs((double) block[i])).isLessThanOrEqualTo(decoder.reach());
            }
            at += size;
        }
        assertThat(at).isEqualTo(numbers.length);
    }

    private static long wide(RandomGenerator random, int width) {
        return width == 0 ? 0 : random.nextLong() >> (Long.SIZE - width);
    }
}

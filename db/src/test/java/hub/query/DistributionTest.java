package hub.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hub.protocol.testing.Seeded;
import hub.store.ReadingBlock;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class DistributionTest {

    private static final long PLENTY = 1L << 30;

    @Test
    void everyRankIsWhatSortingGives() {
        Seeded.check(600, random -> {
            MemoryBudget budget = new MemoryBudget(PLENTY);
            Distribution distribution = new Distribution(budget);
            for (int bucket = 0; bucket < 3; bucket++) {
                double[] sorted = fill(distribution, random);
                Arrays.sort(sorted);
                for (int i = 0; i < 30; i++) {
                    int rank = 1 + random.nextInt(sorted.length);
                    assertThat(distribution.value(rank))
                            .as("rank %d of %d", rank, sorted.length)
                            .isEqualTo(sorted[rank - 1]);
                }
                assertThat(distribution.value(1)).isEqualTo(sorted[0]);
                assertThat(distribution.value(sorted.length)).isEqualTo(sorted[sorted.length - 1]);
                distribution.clear();
            }
            distribution.release();
            budget.charge(PLENTY); // All was given back.
        });
    }

    /** Decimals of changing scales near each other or not, and floats among them. */
    private static double[] fill(Distribution distribution, SplittableRandom random) {
        DoubleStream.Builder all = DoubleStream.builder();
        int blocks = 1 + random.nextInt(random.nextInt(10) == 0 ? 300 : 30);
        int maxScale = random.nextInt(10);
        int floats = random.nextInt(4) == 0 ? 1 + random.nextInt(10) : Integer.MAX_VALUE;
        long spread = 1 + random.nextLong(1L << random.nextInt(4, 52));
        long middle = random.nextLong(-(1L << random.nextInt(1, 52)), 1L << random.nextInt(1, 52));
        for (int i = 0; i < blocks; i++) {
            int size = 1 + random.nextInt(ReadingBlock.MAX_SIZE);
            if (random.nextInt(floats) == 0) {
                double[] values =
                        random.doubles(size).map(value -> value * middle).toArray();
                distribution.add(values, size);
                Arrays.stream(values).forEach(all);
            } else {
                int scale = random.nextInt(maxScale + 1);
                long[] mantissas = random.longs(size, 0, spread)
                        .map(value -> random.nextInt(2_000) == 0 ? -99_999 : within(middle + value - spread / 2))
                        .toArray();
                distribution.add(mantissas, scale, 0, size);
                Arrays.stream(mantissas)
                        .mapToDouble(m -> m / Quotient.power(scale))
                        .forEach(all);
            }
        }
        return all.build().toArray();
    }

    private static long within(long mantissa) {
        return Math.max(1 - Quotient.EXACT, Math.min(Quotient.EXACT - 1, mantissa));
    }

    @Test
    void manyDecimalsNearEachOtherTakeNoMoreThanTheirCounters() {
        Distribution distribution = new Distribution(new MemoryBudget(8 << 20));
        long[] mantissas = new long[ReadingBlock.MAX_SIZE];
        for (int i = 0; i < 100_000; i++) {
            for (int j = 0; j < mantissas.length; j++) {
                mantissas[j] = (i * 31L + j * 7_919L) % 500_000;
            }
            distribution.add(mantissas, 2, 0, mantissas.length);
        }
        assertThat(distribution.value(6_400_000)).isBetween(2_400.0, 2_600.0);
    }

    @Test
    void tooMuchToHoldIsSaidWithTheLimit() {
        Distribution distribution = new Distribution(new MemoryBudget(1 << 20));
        double[] values = new double[ReadingBlock.MAX_SIZE];
        Arrays.setAll(values, i -> i * Math.PI);
        assertThatThrownBy(() -> {
                    while (true) {
                        distribution.add(values, values.length);
                    }
                })
                .isInstanceOf(QueryTooLargeException.class)
                .hasMessageContaining("1048576")
                .hasMessageContaining("narrower buckets");
    }

    @Test
    void selectionIsNotUndoneByHostileOrders() {
        int size = 200_000;
        long[] organPipe = new long[size];
        Arrays.setAll(organPipe, i -> Math.min(i, size - i));
        long[] sorted = organPipe.clone();
        Arrays.sort(sorted);
        for (int index : new int[] {0, 1, size / 2, size - 1}) {
            assertThat(Ranks.select(organPipe.clone(), size, index)).isEqualTo(sorted[index]);
        }
        long[] same = new long[size];
        assertThat(Ranks.select(same, size, size / 3)).isZero();
    }
}

package hub.query;

import hub.store.ReadingBlock;
import hub.store.chunk.ChunkSummary;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SplittableRandom;

/** Readings of one series in runs and blocks of some layout. */
final class ArrayLayout {

    /** A run; what it amounts to is told where its whole is asked for. */
    record Run(List<ArrayBlock> blocks, Optional<ChunkSummary> summary) {}

    private static final int MAX_SCALE = 9;

    private ArrayLayout() {}

    /** All in as few runs and blocks as possible, each block at its least scale, no summaries. */
    static List<Run> plain(NavigableMap<Long, Double> readings) {
        return readings.isEmpty()
                ? List.of()
                : List.of(new Run(blocks(readings, new SplittableRandom(0), true), Optional.empty()));
    }

    /** In runs and blocks of any sizes, blocks at any scale that is possible, or none; some runs with summaries. */
    static List<Run> random(NavigableMap<Long, Double> readings, SplittableRandom random) {
        List<Run> runs = new ArrayList<>();
        int longest = 1 + random.nextInt(600);
        NavigableMap<Long, Double> left = readings;
        while (!left.isEmpty()) {
            Long last = left.navigableKeySet().stream()
                    .skip(random.nextInt(Math.min(longest, left.size())))
                    .findFirst()
                    .orElseThrow();
            NavigableMap<Long, Double> part = left.headMap(last, true);
            Optional<ChunkSummary> summary = random.nextBoolean() ? Optional.of(summary(part)) : Optional.empty();
            runs.add(new Run(blocks(part, random, false), summary));
            left = left.tailMap(last, false);
        }
        return runs;
    }

    private static List<ArrayBlock> blocks(
            NavigableMap<Long, Double> readings, SplittableRandom random, boolean plain) {
        List<ArrayBlock> blocks = new ArrayList<>();
        long[] times = readings.keySet().stream().mapToLong(Long::longValue).toArray();
        double[] values =
                readings.values().stream().mapToDouble(Double::doubleValue).toArray();
        int largest = plain ? ReadingBlock.MAX_SIZE : 1 + random.nextInt(ReadingBlock.MAX_SIZE);
        for (int from = 0; from < times.length; ) {
            int to = Math.min(times.length, from + (plain ? largest : 1 + random.nextInt(largest)));
            double[] part = Arrays.copyOfRange(values, from, to);
            int scale = commonScale(part, 0);
            if (!plain && random.nextInt(4) == 0) {
                scale = random.nextInt(4) == 0 ? ReadingBlock.NO_SCALE : commonScale(part, random.nextInt(MAX_SCALE));
            }
            blocks.add(new ArrayBlock(Arrays.copyOfRange(times, from, to), part, scale));
            from = to;
        }
        return blocks;
    }

    /** The least scale from one on at which all values are whole numbers below 2^53, or none. */
    static int commonScale(double[] values, int least) {
        for (int scale = least; scale <= MAX_SCALE; scale++) {
            int tried = scale;
            if (Arrays.stream(values).allMatch(value -> isExact(value, tried))) {
                return scale;
            }
        }
        return ReadingBlock.NO_SCALE;
    }

    private static boolean isExact(double value, int scale) {
        double units = Math.rint(value * Quotient.power(scale));
        double again = (long) units / Quotient.power(scale);
        return Math.abs(units) < 0x1p53 && Double.doubleToRawLongBits(again) == Double.doubleToRawLongBits(value);
    }

    static ChunkSummary summary(NavigableMap<Long, Double> readings) {
        double[] values =
                readings.values().stream().mapToDouble(Double::doubleValue).toArray();
        int scale = commonScale(values, 0);
        double sum = Arrays.stream(values).sum();
        if (scale != ReadingBlock.NO_SCALE) {
            BigDecimal exact = BigDecimal.ZERO;
            for (double value : values) {
                exact = exact.add(BigDecimal.valueOf(Math.round(value * Quotient.power(scale)), scale));
            }
            sum = exact.doubleValue();
        }
        return new ChunkSummary(
                values.length,
                readings.firstKey(),
                readings.lastKey(),
                Arrays.stream(values).min().orElseThrow(),
                Arrays.stream(values).max().orElseThrow(),
                sum,
                values[0],
                values[values.length - 1],
                scale);
    }
}

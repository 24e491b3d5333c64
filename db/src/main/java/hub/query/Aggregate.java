package hub.query;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is asked of the readings in a bucket. Decimals are added and squared exactly and the result rounded once, so that
 * it does not depend on how they are stored.
 *
 * @param kind which
 * @param percent of a percentile, above 0 up to 100, with at most {@value #MAX_DECIMALS} decimals; 0 for the others
 */
public record Aggregate(Kind kind, BigDecimal percent) {

    /** The kinds. What a kind needs more readings for than there are is absent. */
    public enum Kind {
        /** How many readings. */
        COUNT,
        /** The mean of the readings. */
        AVG,
        /** The least. */
        MIN,
        /** The greatest. */
        MAX,
        /** The sum; infinite if it is beyond all doubles. */
        SUM,
        /** The value of the earliest; of equal times that of the first series. */
        FIRST,
        /** The value of the latest; of equal times that of the last series. */
        LAST,
        /** The standard deviation of a sample, with n − 1 (SQL's STDDEV_SAMP); from two readings on. */
        STDDEV,
        /** By nearest rank: number ⌈percent / 100 · n⌉ of the n values in ascending order. */
        PERCENTILE,
        /**
         * How fast a gauge changes, per second: (last − first) / (time of last − time of first) within the bucket; from
         * two readings on. A counter that begins again at 0 shows as a fall. Of single series only.
         */
        RATE,
        /**
         * The mean over time, from the first reading of the bucket to the last, of the straight lines between readings; of a
         * single reading its value. Of single series only.
         */
        TWA,
        /**
         * The share of the expected readings that are there, 0 to 1: count · interval / (length of the bucket's part in
         * the range), at most 1. The interval is the query's, or each series' own: the median of its first
         * {@value MedianIntervals#STEPS} steps in the range; absent if a series has too few readings for one.
         */
        COVERAGE
    }

    /** The most decimals of a percentage. */
    static final int MAX_DECIMALS = 6;

    private static final Pattern PERCENTILE_NAME = Pattern.compile("p([0-9]{1,3}(?:\\.[0-9]{1,6})?)");

    public Aggregate {
        boolean isPercentile = kind == Kind.PERCENTILE;
        if (isPercentile
                && (percent.signum() <= 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0 || percent.scale() > 6)) {
            throw new IllegalArgumentException(
                    "percentile " + percent + " is not above 0 up to 100 with at most " + MAX_DECIMALS + " decimals");
        }
        if (!isPercentile && percent.signum() != 0) {
            throw new IllegalArgumentException(kind + " has no percentage");
        }
    }

    /**
     * Any kind but percentiles.
     *
     * @throws IllegalArgumentException for a percentile
     */
    public static Aggregate of(Kind kind) {
        return new Aggregate(kind, BigDecimal.ZERO);
    }

    /**
     * A percentile.
     *
     * @throws IllegalArgumentException if the percentage is not one
     */
    public static Aggregate percentile(BigDecimal percent) {
        return new Aggregate(Kind.PERCENTILE, percent);
    }

    /** From its name: {@code avg}, {@code p95}, {@code p99.9}; empty if it is none. */
    public static Optional<Aggregate> parse(String name) {
        for (Kind kind : Kind.values()) {
            if (kind != Kind.PERCENTILE && kind.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(of(kind));
            }
        }
        var matcher = PERCENTILE_NAME.matcher(name);
        try {
            return matcher.matches() ? Optional.of(percentile(new BigDecimal(matcher.group(1)))) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** As {@link #parse} takes it; also the name of its column. */
    public String name() {
        return kind == Kind.PERCENTILE
                ? "p" + percent.toPlainString()
                : kind.name().toLowerCase(Locale.ROOT);
    }

    /** Whether it tells how many readings there are, so that none is a value too. */
    boolean countsReadings() {
        return kind == Kind.COUNT || kind == Kind.COVERAGE;
    }

    /** The number, from 1, of a percentile's value among so many in ascending order. */
    long rank(long count) {
        BigDecimal hundredth = percent.movePointLeft(2).stripTrailingZeros();
        long denominator = power(Math.max(0, hundredth.scale()));
        long numerator =
                hundredth.movePointRight(Math.max(0, hundredth.scale())).longValueExact();
        return -Math.floorDiv(-numerator * count, denominator);
    }

    private static long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}

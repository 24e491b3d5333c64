package hub.query;

import hub.query.Aggregate.Kind;
import hub.store.SeriesSelection;
import hub.store.TimeRange;
import java.util.List;
import java.util.OptionalLong;

/**
 * A question for buckets of readings.
 *
 * @param buckets how the range is divided; a bucket that the range cuts sums up the part inside
 * @param aggregates what is asked of each bucket, 1 to 64, in the order of the answer's columns
 * @param fill what stands for buckets without readings
 * @param grouping whose readings are summed up together
 * @param intervalMicros how far apart readings of a series should be, for {@link Kind#COVERAGE}; empty for the median of
 *     each series
 */
public record BucketQuery(
        SeriesSelection selection,
        TimeRange range,
        Buckets buckets,
        List<Aggregate> aggregates,
        Fill fill,
        Grouping grouping,
        OptionalLong intervalMicros) {

    private static final int MAX_AGGREGATES = 64;

    /** @throws IllegalArgumentException if the parts do not go together; the message says why */
    public BucketQuery {
        aggregates = List.copyOf(aggregates);
        require(
                !aggregates.isEmpty() && aggregates.size() <= MAX_AGGREGATES,
                "a query has 1 to " + MAX_AGGREGATES + " aggregates");
        require(
                fill == Fill.NONE || (range.fromMicros() != Long.MIN_VALUE && range.toMicros() != Long.MAX_VALUE),
                "filling needs a range with both ends");
        require(
                grouping == Grouping.SERIES || aggregates.stream().noneMatch(BucketQuery::isOfOneSeries),
                "a rate and a time-weighted average are of one series; they cannot be taken over all devices");
        require(
                !(buckets instanceof WholeRange whole) || whole.range().equals(range),
                "the whole range as one bucket must be the range of the query");
        require(
                !(buckets instanceof EqualBuckets equal) || equal.covers(range),
                "equal parts must be of a range that the query's is in");
        require(intervalMicros.isEmpty() || intervalMicros.getAsLong() > 0, "an interval is at least 1 µs");
    }

    private static boolean isOfOneSeries(Aggregate aggregate) {
        return aggregate.kind() == Kind.RATE || aggregate.kind() == Kind.TWA;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** Each series by itself, nothing filled. */
    public static BucketQuery of(
            SeriesSelection selection, TimeRange range, Buckets buckets, List<Aggregate> aggregates) {
        return new BucketQuery(selection, range, buckets, aggregates, Fill.NONE, Grouping.SERIES, OptionalLong.empty());
    }

    /** The same with another fill. */
    public BucketQuery filled(Fill other) {
        return new BucketQuery(selection, range, buckets, aggregates, other, grouping, intervalMicros);
    }

    /** The same with another grouping. */
    public BucketQuery grouped(Grouping other) {
        return new BucketQuery(selection, range, buckets, aggregates, fill, other, intervalMicros);
    }

    /** The same with that interval between readings expected. */
    public BucketQuery expecting(long micros) {
        return new BucketQuery(selection, range, buckets, aggregates, fill, grouping, OptionalLong.of(micros));
    }
}

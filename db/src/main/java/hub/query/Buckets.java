package hub.query;

import hub.store.TimeRange;
import java.time.ZoneId;

/**
 * How time is divided: into half-open buckets, of which every moment belongs to exactly one. All times in µs since 1970;
 * a bucket that begins or ends beyond them begins or ends with them. For any thread.
 */
public sealed interface Buckets permits FixedBuckets, CalendarBuckets, EqualBuckets, WholeRange {

    /** The first moment of the bucket that a moment belongs to. */
    long start(long timeMicros);

    /** The first moment behind the bucket that a moment belongs to. */
    long end(long timeMicros);

    /**
     * Buckets of one width.
     *
     * @param widthMicros at least 1
     * @param originMicros where one of them begins
     * @throws IllegalArgumentException if the width is below 1
     */
    static Buckets fixed(long widthMicros, long originMicros) {
        return new FixedBuckets(widthMicros, originMicros);
    }

    /**
     * Buckets of an ISO 8601 duration, such as {@code PT15M}, {@code P1D}, {@code P1W}, {@code P1M}, {@code P1Y}, by the
     * clocks and calendars of a time zone. They are counted from 1970-01-01T00:00 there; weeks, if there is nothing but
     * weeks, from Monday, 1969-12-29. A day on which clocks change has 23 or 25 hours. An hour that clocks go through
     * twice is two buckets of an hour; a bucket that is longer than the time gone through twice covers both.
     *
     * @throws IllegalArgumentException if the text is no such duration or not a whole number of µs from 1 to 10 years
     */
    static Buckets iso(String duration, ZoneId zone) {
        return CalendarBuckets.of(CalendarStep.parse(duration), zone.getRules());
    }

    /**
     * A range in equal widths, such as those of a chart's pixels; they differ by 1 µs where the count does not divide the
     * range. A query may be about a part of the range.
     *
     * @throws IllegalArgumentException if the range has an open end, or the count is below 1 or above that of its µs
     */
    static Buckets equal(TimeRange range, int count) {
        return EqualBuckets.of(range, count);
    }

    /** A range as one bucket. */
    static Buckets whole(TimeRange range) {
        return new WholeRange(range);
    }
}

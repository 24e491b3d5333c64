package hub.query;

import org.jspecify.annotations.Nullable;

/** Where the readings of series go, bucket after bucket. */
interface BucketSink {

    /** The bucket of a group; null if it is not wanted, nor what is later of the series at hand. */
    @Nullable Accumulator open(int group, long start, long end);

    /** All readings that the series at hand has in the bucket opened last are in it. */
    void close(Accumulator bucket);
}

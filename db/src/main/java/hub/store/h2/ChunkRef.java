package hub.store.h2;

import hub.store.TimeRange;
import java.util.Comparator;

/**
 * One chunk of a device: where it is and what it covers.
 *
 * @param id of its rows; rises with every chunk written
 * @param arrival which of two readings of one series and time is the later: the one in the chunk of the higher arrival
 * @param minTime of its first reading, in µs since 1970
 * @param maxTime of its last reading
 * @param readings of all its series
 */
record ChunkRef(long id, long arrival, long minTime, long maxTime, int readings) {

    static final Comparator<ChunkRef> BY_TIME =
            Comparator.comparingLong(ChunkRef::minTime).thenComparingLong(ChunkRef::id);

    boolean overlaps(TimeRange range) {
        return maxTime >= range.fromMicros() && minTime < range.toMicros();
    }

    /** The sum of the digests of some chunks tells them from any other chunks. */
    long digest(int device) {
        long hash = mix(id);
        hash = mix(hash + device);
        hash = mix(hash + arrival);
        hash = mix(hash + minTime);
        hash = mix(hash + maxTime);
        return mix(hash + readings);
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", 2014). */
    private static long mix(long value) {
        long mixed = value + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}

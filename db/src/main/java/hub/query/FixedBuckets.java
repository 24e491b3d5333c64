package hub.query;

/**
 * Buckets of one width.
 *
 * @param widthMicros at least 1
 * @param originMicros where one of them begins
 */
record FixedBuckets(long widthMicros, long originMicros) implements Buckets {

    FixedBuckets {
        if (widthMicros < 1) {
            throw new IllegalArgumentException("buckets of " + widthMicros + " µs are not possible");
        }
        originMicros = Math.floorMod(originMicros, widthMicros);
    }

    @Override
    public long start(long timeMicros) {
        long into = Math.floorMod(Math.floorMod(timeMicros, widthMicros) - originMicros, widthMicros);
        return Saturated.subtract(timeMicros, into);
    }

    @Override
    public long end(long timeMicros) {
        long into = Math.floorMod(Math.floorMod(timeMicros, widthMicros) - originMicros, widthMicros);
        return Saturated.add(timeMicros, widthMicros - into);
    }
}

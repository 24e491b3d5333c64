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
        return Saturated.subtract(timeMicros, into(timeMicros));
    }

    @Override
    public long end(long timeMicros) {
        return Saturated.add(timeMicros, widthMicros - into(timeMicros));
    }

    private long into(long timeMicros) {
        long into = Math.floorMod(timeMicros, widthMicros) - originMicros;
        return into < 0 ? into + widthMicros : into;
    }
}

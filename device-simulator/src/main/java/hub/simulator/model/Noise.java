package hub.simulator.model;

/**
 * Randomness without a state: a number for every combination of keys, always the same one. That is what makes the model
 * a pure function, and any moment of any station as cheap as the next.
 */
final class Noise {

    private static final double STEPS = 0x1p-53;
    private static final double UNIT_VARIANCE = Math.sqrt(3);

    private Noise() {}

    /** The keys' own seed (the mixer of SplitMix64, once per key). */
    static long mix(long seed, long key) {
        long z = seed + key * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Evenly from 0 to 1. */
    static double even(long seed, long key) {
        return (mix(seed, key) >>> 11) * STEPS;
    }

    /** Bell-shaped, mean 0, variance 1, within ±3.5: the sum of four even ones. */
    static double normal(long seed, long key) {
        long bits = mix(seed, key);
        long sum = (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
        return (sum / 65_535.0 - 2) * UNIT_VARIANCE;
    }

    /**
     * Bell-shaped and smooth in time: a new value every period, and a gentle way from one to the next.
     *
     * @param period in the unit of the time
     */
    static double smooth(long seed, long time, long period) {
        long step = Math.floorDiv(time, period);
        double way = (double) Math.floorMod(time, period) / period;
        double from = normal(seed, step);
        double to = normal(seed, step + 1);
        return from + (to - from) * way * way * (3 - 2 * way);
    }
}

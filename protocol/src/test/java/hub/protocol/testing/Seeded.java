package hub.protocol.testing;

import java.util.SplittableRandom;

/** Runs a property with many seeds; a failure names its seed, and {@code -Dhub.seed=…} runs that one alone. */
public final class Seeded {

    /** A property of random input. */
    @FunctionalInterface
    public interface Property {
        /** Fails if it does not hold. */
        void check(SplittableRandom random) throws Exception;
    }

    private Seeded() {}

    /** Checks the property with the seeds from 0, as many as there are cases; more with {@link Effort}. */
    public static void check(int cases, Property property) {
        Long only = Long.getLong("hub.seed");
        if (only != null) {
            checkOne(only, property);
            return;
        }
        for (int seed = 0; seed < Effort.rounds(cases); seed++) {
            checkOne(seed, property);
        }
    }

    private static void checkOne(long seed, Property property) {
        try {
            property.check(new SplittableRandom(seed));
        } catch (Exception | AssertionError | StackOverflowError e) {
            throw new AssertionError("with -Dhub.seed=" + seed + ": " + e, e);
        }
    }
}

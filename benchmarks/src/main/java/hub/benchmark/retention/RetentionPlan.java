package hub.benchmark.retention;

/**
 * How much is simulated.
 *
 * @param days how long
 * @param keepDays how long readings are kept
 * @param foldsPerDay of simulated time
 * @param devices each sends a frame of five readings for every fold
 */
public record RetentionPlan(int days, int keepDays, int foldsPerDay, int devices) {

    /** 432,000 folds. */
    public static final RetentionPlan FULL = new RetentionPlan(30, 7, 10 * 1_440, 10);

    private static final long DAY_MILLIS = 86_400_000;

    /** @throws IllegalArgumentException if there is nothing to do */
    public RetentionPlan {
        if (days < 1 || keepDays < 1 || foldsPerDay < 1 || devices < 1) {
            throw new IllegalArgumentException("days, folds and devices must be at least 1");
        }
    }

    long foldMillis() {
        return DAY_MILLIS / foldsPerDay;
    }
}

package hub.benchmark.retention;

import hub.store.StoreOptions;
import java.time.Duration;

/**
 * How much is simulated.
 *
 * @param days how long
 * @param keepDays how long readings are kept
 * @param foldsPerDay of simulated time
 * @param devices each sends a frame of five readings for every fold
 */
public record RetentionPlan(int days, int keepDays, int foldsPerDay, int devices) {

    /** 432,000 folds. With a tenth of the devices the file is one megabyte, and what H2 rewrites at a time is two. */
    public static final RetentionPlan FULL = new RetentionPlan(30, 7, 10 * 1_440, 30);

    /** About, on the machine of the results. */
    private static final long FOLD_TAKES_MILLIS = 4;

    private static final long DAY_MILLIS = 86_400_000;

    /** @throws IllegalArgumentException if there is nothing to do */
    public RetentionPlan {
        if (days < 1 || keepDays < 1 || foldsPerDay < 1 || devices < 1) {
            throw new IllegalArgumentException("days, folds and devices must be at least 1");
        }
    }

    /** Passes as fast as all else does: a fold that would take six seconds to come takes some milliseconds. */
    Duration settling() {
        long millis = StoreOptions.USUAL_SETTLING.toMillis() * FOLD_TAKES_MILLIS / foldMillis();
        return Duration.ofMillis(Math.max(1, millis));
    }

    long foldMillis() {
        return DAY_MILLIS / foldsPerDay;
    }
}

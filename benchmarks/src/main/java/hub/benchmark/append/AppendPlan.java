package hub.benchmark.append;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param devices whose readings they are, a multiple of 200
 * @param rounds in each every system has its turn; one more goes before, for warmth
 * @param hubBatches of the hub in a round
 * @param rowBatches of the stores of rows in a round, which are slower
 * @param sustainedBatches stored while folds run
 * @param loneFrames stored one at a time
 * @param clients that wait for their acknowledgements at the same time
 * @param groupBatches of which the forces are counted
 * @param costBatches of which the processor time is taken
 * @param paced how long the paced load goes on without folds, and again with them, {@code rounds} times
 * @param batchesPerSecond of the paced load
 * @param foldInterval of the paced load
 */
public record AppendPlan(
        int devices,
        int rounds,
        int hubBatches,
        int rowBatches,
        int sustainedBatches,
        int loneFrames,
        int clients,
        int groupBatches,
        int costBatches,
        Duration paced,
        int batchesPerSecond,
        Duration foldInterval) {

    /** Takes a few minutes. */
    public static final AppendPlan FULL = new AppendPlan(
            1_000, 5, 1_000, 100, 5_000, 3_000, 64, 200, 2_000, Duration.ofSeconds(10), 200, Duration.ofSeconds(2));
}

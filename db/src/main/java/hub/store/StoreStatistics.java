package hub.store;

/**
 * What the store holds and has done since it was opened.
 *
 * @param headReadings readings in memory that are not in a chunk yet
 * @param folds successful folds
 * @param foldFailures folds that failed
 * @param duplicates sequenced frames passed over because they had been applied before
 */
public record StoreStatistics(long headReadings, long folds, long foldFailures, long duplicates) {}

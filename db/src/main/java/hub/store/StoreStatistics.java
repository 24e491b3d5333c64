package hub.store;

/**
 * What the store holds and has done since it was opened.
 *
 * @param headReadings readings in memory that are not in a chunk yet
 * @param headBytes what is in memory takes about so many bytes
 * @param chunks chunks in the database
 * @param folds successful folds
 * @param foldFailures folds that failed
 * @param duplicates sequenced frames passed over because they had been applied before
 * @param commits transactions of the database, each forced
 * @param mergedChunks chunks that were merged into larger ones
 * @param expiredChunks chunks that went since they were kept long enough, or their device was erased
 * @param garbagePayloads payloads that are deleted once no question can read them any more
 * @param chunksRead chunks that questions have read
 * @param columnsRead series of chunks that questions have opened to decode them
 */
public record StoreStatistics(
        long headReadings,
        long headBytes,
        long chunks,
        long folds,
        long foldFailures,
        long duplicates,
        long commits,
        long mergedChunks,
        long expiredChunks,
        long garbagePayloads,
        long chunksRead,
        long columnsRead) {}

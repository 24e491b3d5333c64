package hub.store;

import java.time.Duration;

/**
 * How much a store holds in memory, and for how long it keeps readings.
 *
 * @param foldReadings a fold is due when so many readings are in memory
 * @param foldBytes a fold is due when what is in memory takes about so many bytes
 * @param room how many times as much may be in memory while a fold is under way; beyond that applying waits
 * @param settling for how long what is written to the database's file is left where it is, 1 ms or more: what is moved
 *     early is moved again and again
 */
public record StoreOptions(long foldReadings, long foldBytes, int room, RetentionRules retention, Duration settling) {

    /** H2's own default. */
    public static final Duration USUAL_SETTLING = Duration.ofSeconds(45);

    /** What a reading takes in memory, with the room that its arrays have to grow, about. */
    private static final long READING_BYTES = 24;

    /** @throws IllegalArgumentException if a number is not positive */
    public StoreOptions {
        if (foldReadings < 1 || foldBytes < 1 || room < 1 || settling.toMillis() < 1) {
            throw new IllegalArgumentException("fold readings " + foldReadings + ", fold bytes " + foldBytes + ", room "
                    + room + " and settling " + settling + " must be at least 1 (ms)");
        }
    }

    /** Keeps readings for ever, and folds at so many readings or as many bytes as they take. */
    public static StoreOptions foldingAt(long readings) {
        return new StoreOptions(
                readings,
                Math.max(4 << 20, Math.multiplyExact(readings, READING_BYTES)),
                4,
                RetentionRules.KEEP_ALL,
                USUAL_SETTLING);
    }

    /** The same with other rules. */
    public StoreOptions withRetention(RetentionRules rules) {
        return new StoreOptions(foldReadings, foldBytes, room, rules, settling);
    }

    /** The same with another room. */
    public StoreOptions withRoom(int times) {
        return new StoreOptions(foldReadings, foldBytes, times, retention, settling);
    }

    /** The same with more room, if so many bytes in memory are more than it has. */
    public StoreOptions withRoomFor(long bytes) {
        return withRoom((int) Math.max(room, Math.min(Integer.MAX_VALUE, bytes / foldBytes)));
    }

    /** The same with another time. */
    public StoreOptions withSettling(Duration time) {
        return new StoreOptions(foldReadings, foldBytes, room, retention, time);
    }
}

package hub.live;

import java.time.Duration;

/**
 * How the hub treats viewers.
 *
 * @param tick how often changes are sent in the modes {@code latest} and {@code fleet}
 * @param maxViewers the most at a time
 */
public record LiveOptions(Duration tick, int maxViewers) {

    /** What may wait to be read by a viewer before its updates are conflated. */
    static final long MAX_QUEUED_BYTES = 256 * 1024;

    /** The longest message that a viewer may send. */
    static final int MAX_MESSAGE_BYTES = 64 * 1024;

    /** The most subscriptions of a viewer. */
    static final int MAX_SUBSCRIPTIONS = 32;

    /** Commands of one viewer that may wait for the feed. */
    static final int MAX_WAITING_COMMANDS = 64;

    /** The longest history that a subscription may begin with. */
    static final Duration MAX_HISTORY = Duration.ofDays(7);

    /** Where a subscription's history begins unless it says so. */
    static final Duration DEFAULT_HISTORY = Duration.ofHours(1);

    /** The most readings in a snapshot: 10 MB of columns. */
    static final int MAX_SNAPSHOT_READINGS = 500_000;

    /** The most readings in one binary frame. */
    static final int MAX_FRAME_READINGS = 10_000;

    /** The most devices, or names of series, in one message. */
    static final int MAX_MESSAGE_ITEMS = 500;

    /** The most devices in one subscription of mode {@code every}. */
    static final int MAX_EVERY_DEVICES = 100;

    /** The most pixels, and so buckets of a series, in one view. */
    static final int MAX_PIXELS = 10_000;

    /** The most buckets in one view, those of all its series: 4 MB of columns. */
    static final int MAX_VIEW_BUCKETS = 100_000;

    /** The longest window of a view that ends now. */
    static final Duration MAX_WINDOW = Duration.ofDays(36_525);

    /** The shortest and the longest tick that a subscription may ask for. */
    static final Duration LEAST_TICK = Duration.ofMillis(100);

    static final Duration MOST_TICK = Duration.ofSeconds(10);

    /** How much of what was stored last is kept for viewers that come back: some 20 MB. */
    static final long MAX_RECENT_READINGS = 1_000_000;

    /** The newest events that a subscription begins with. */
    static final int SNAPSHOT_EVENTS = 100;

    /** @throws IllegalArgumentException if something is out of range */
    public LiveOptions {
        if (tick.toMillis() < 10 || tick.toMillis() > 10_000) {
            throw new IllegalArgumentException("tick " + tick + " is not in PT0.01S..PT10S");
        }
        if (maxViewers < 1) {
            throw new IllegalArgumentException("most viewers " + maxViewers + " is not above 0");
        }
    }
}

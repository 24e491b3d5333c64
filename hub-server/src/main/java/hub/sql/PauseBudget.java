package hub.sql;

/**
 * For how long statements may have the whole hub stopped: to clear memory, the Java runtime stops all threads and moves what
 * is held, and a statement that sorts or groups without an end holds all that it makes. A few hundredths of the time are
 * theirs, and some can be saved up; who has none left waits, and acknowledgements do not. Still they get on, a little.
 *
 * <p>A token bucket (Turner, "New Directions in Communications", IEEE Communications Magazine, 1986). Safe from any thread.
 */
final class PauseBudget {

    /** Of the time. */
    private static final double SHARE = 0.03;

    /** A sort of a million readings takes about half of it. */
    private static final double MOST_MILLIS = 1_000;

    /** Of so many looks in a row that find nothing left, one lets statements go on. */
    private static final int LOOKS_PER_TURN = 20;

    private double left = MOST_MILLIS;
    private long lastNanos;
    private long lastPaused;
    private int looks;
    private volatile boolean spent;

    /**
     * A full budget.
     *
     * @param pausedMillis for how long the hub has been stopped since it began
     */
    PauseBudget(long nowNanos, long pausedMillis) {
        this.lastNanos = nowNanos;
        this.lastPaused = pausedMillis;
    }

    /**
     * Counts what has passed; to be called often.
     *
     * @param pausedMillis for how long the hub has been stopped since it began
     * @param running whether there was a statement, so that the pauses are put down to it
     */
    synchronized void look(long nowNanos, long pausedMillis, boolean running) {
        double earned = (nowNanos - lastNanos) / 1e6 * SHARE;
        double paid = running ? pausedMillis - lastPaused : 0;
        lastNanos = nowNanos;
        lastPaused = pausedMillis;
        left = Math.min(MOST_MILLIS, left + earned - paid);
        looks = left < 0 ? looks + 1 : 0;
        spent = left < 0 && looks % LOOKS_PER_TURN != 0;
    }

    /** Whether statements are to wait. */
    boolean isSpent() {
        return spent;
    }
}

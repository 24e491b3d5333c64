package hub.quality;

/** For how long a series has had one value. */
final class Standing {

    private final long enough;
    private final long longestStep;
    private double value = Double.NaN;
    private long since;
    private long last;

    /**
     * Begins without a reading.
     *
     * @param enoughMicros how long is too long. A hole longer than a part of that ends it: so at least that many readings have the
     *     value, and whoever begins to read a little more than this time before a reading knows as much of it as who read all.
     */
    Standing(long enoughMicros) {
        this.enough = enoughMicros;
        this.longestStep = enoughMicros / QaTable.STEPS;
    }

    /** How long before a reading to begin. */
    static long contextMicros(long enoughMicros) {
        return enoughMicros + enoughMicros / QaTable.STEPS;
    }

    /** Whether the value of the next reading has stood for too long. */
    boolean isTooLong(long time, double next) {
        if (next != value || time - last > longestStep) {
            value = next;
            since = time;
        }
        last = time;
        return time - since >= enough;
    }
}

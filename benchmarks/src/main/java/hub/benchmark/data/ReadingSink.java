package hub.benchmark.data;

/** Takes readings one by one. */
@FunctionalInterface
public interface ReadingSink {

    /**
     * Takes a reading.
     *
     * @param series its number in {@link DataSet#series()}
     * @param timeMillis in ms since 1970
     */
    void reading(int series, long timeMillis, double value);
}

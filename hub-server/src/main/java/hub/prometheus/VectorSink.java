package hub.prometheus;

/** Takes the series of a result, one after the other. */
@FunctionalInterface
interface VectorSink {

    /** @param values of each step, some may be absent; they change with the next call */
    void take(Labels labels, double[] values);
}

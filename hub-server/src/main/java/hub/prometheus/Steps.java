package hub.prometheus;

/**
 * The times for which a question is answered.
 *
 * @param startMicros the first, in µs since 1970
 * @param stepMicros from one to the next, above 0
 * @param count at least 1
 */
record Steps(long startMicros, long stepMicros, int count) {

    /** Prometheus' limit, which lets a week be shown by the minute and a year by the hour. */
    static final int MAX = 11_000;

    static Steps at(long micros) {
        return new Steps(micros, 1, 1);
    }

    /** @throws PrometheusException if there are none or too many */
    static Steps between(long startMicros, long endMicros, long stepMicros) {
        if (endMicros < startMicros) {
            throw PrometheusException.badData("invalid parameter \"end\": end timestamp must not be before start time");
        }
        if (stepMicros <= 0) {
            throw PrometheusException.badData("invalid parameter \"step\": zero or negative query resolution step"
                    + " widths are not accepted. Try a positive integer");
        }
        long behindFirst = (endMicros - startMicros) / stepMicros;
        if (behindFirst > MAX) {
            throw PrometheusException.badData("exceeded maximum resolution of 11,000 points per timeseries."
                    + " Try decreasing the query resolution (?step=XX)");
        }
        return new Steps(startMicros, stepMicros, (int) behindFirst + 1);
    }

    long at(int step) {
        return startMicros + step * stepMicros;
    }

    long last() {
        return at(count - 1);
    }
}

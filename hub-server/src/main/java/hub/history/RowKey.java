package hub.history;

import hub.protocol.Metric;

/** Where a row stands among those of an answer. */
record RowKey(long timeMicros, String device, String metric) implements Comparable<RowKey> {

    static RowKey of(Rows rows) {
        return new RowKey(rows.timeMicros(), rows.device(), rows.metric().name());
    }

    /** Behind all rows of a time. */
    static RowKey endOf(long timeMicros) {
        // No name of a device begins with such a character.
        return new RowKey(timeMicros, "\u007f", "");
    }

    @Override
    public int compareTo(RowKey other) {
        int byTime = Long.compare(timeMicros, other.timeMicros);
        int byDevice = byTime == 0 ? device.compareTo(other.device) : byTime;
        return byDevice == 0 ? metric.compareTo(other.metric) : byDevice;
    }

    /** Whether the name can be part of a key. */
    static boolean isMetric(String name) {
        return name.isEmpty() || Metric.parse(name).isPresent();
    }
}

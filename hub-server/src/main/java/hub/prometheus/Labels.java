package hub.prometheus;

import java.util.Comparator;

/**
 * What tells series of a result apart.
 *
 * @param name the metric, the label {@code __name__}; empty if it is absent
 * @param device empty if it is absent
 */
record Labels(String name, String device) implements Comparable<Labels> {

    static final String NAME = "__name__";
    static final String DEVICE = "device";
    static final Labels NONE = new Labels("", "");

    private static final Comparator<Labels> ORDER =
            Comparator.comparing(Labels::name).thenComparing(Labels::device);

    Labels withoutName() {
        return new Labels("", device);
    }

    @Override
    public int compareTo(Labels other) {
        return ORDER.compare(this, other);
    }
}

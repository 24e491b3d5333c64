package hub.benchmark.data;

import java.util.List;

/** Readings to be stored, the same at every run. */
public interface DataSet {

    /** What it is called in tables. */
    String name();

    /** How many readings {@link #inArrivalOrder} gives. */
    long size();

    /** Its series; a series' number is its place here. */
    List<SeriesName> series();

    /** Every reading in the order in which it arrived; a later one replaces an earlier one of the same time. */
    void inArrivalOrder(ReadingSink sink);

    /** Every reading in an order that a store sorted by series and time takes in fastest. */
    default void inKeyOrder(ReadingSink sink) {
        inArrivalOrder(sink);
    }
}

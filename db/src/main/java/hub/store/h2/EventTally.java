package hub.store.h2;

/**
 * What is known of all events up to one, so that events of a time are found by their numbers alone.
 *
 * <p>Numbers ascend by one; times mostly ascend with them, but the hub's clock may be set back.
 *
 * @param last the number of the newest event, 0 if there is none
 * @param latest the greatest time of an event, in µs since 1970; the least long if there is none
 * @param setBack by how many µs at most an event's time is behind that of one before it, 0 or more
 */
record EventTally(long last, long latest, long setBack) {

    static final EventTally NONE = new EventTally(0, Long.MIN_VALUE, 0);

    /** With one more event. */
    EventTally with(long time) {
        long later = Math.max(latest, time);
        return new EventTally(last + 1, later, Math.max(setBack, difference(later, time)));
    }

    private static long difference(long later, long time) {
        long difference = later - time;
        return difference < 0 ? Long.MAX_VALUE : difference;
    }

    /** From the first event on of which the greatest time up to it is this, none is before the given time. */
    long afterAnySettingBack(long time) {
        long sum = time + setBack;
        return time > 0 && sum < 0 ? Long.MAX_VALUE : sum;
    }
}

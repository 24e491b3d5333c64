package hub.live;

/**
 * What a viewer looks at.
 *
 * @param number the viewer's own, 0 to 2³² − 1; it comes with every frame of the view
 * @param pixels into how many buckets the time is divided, about
 */
record View(long number, Span span, int pixels) {

    /** A stretch of time. */
    sealed interface Span {}

    /** From a moment up to but without another, in µs since 1970. */
    record Between(long fromMicros, long toMicros) implements Span {}

    /** The last so many µs, and what comes. */
    record Window(long micros) implements Span {}

    /** From a moment, in µs since 1970, up to now, and what comes. */
    record Since(long fromMicros) implements Span {}

    /** From the first reading up to now, and what comes. */
    record Everything() implements Span {}
}

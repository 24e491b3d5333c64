package hub.time;

/** A monotonic clock in nanoseconds from an arbitrary start. */
@FunctionalInterface
public interface NanoClock {

    /** Now; only differences mean anything. */
    long nanos();
}

package hub.benchmark.socket;

/** How fast devices send. */
public interface Pace {

    /**
     * Frames that all devices together should have sent.
     *
     * @param elapsedNanos since the beginning
     */
    long framesDue(long elapsedNanos);
}

package hub.simulator.model;

/** Takes the readings of one sample. */
@FunctionalInterface
public interface ReadingSink {

    /**
     * Takes one.
     *
     * @param channel a standard channel of the protocol
     */
    void reading(int channel, double value);
}

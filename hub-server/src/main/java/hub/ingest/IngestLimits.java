package hub.ingest;

/**
 * How much the hub holds before it makes devices wait.
 *
 * @param inFlightBytes of all devices together, from receipt until stored
 * @param deviceInFlightBytes of one device
 * @param devices the most device names that are remembered
 */
public record IngestLimits(long inFlightBytes, long deviceInFlightBytes, int devices) {

    /** For a machine of 1 GiB and more. */
    public static final IngestLimits DEFAULT = new IngestLimits(64L << 20, 1L << 20, 200_000);

    /** @throws IllegalArgumentException if a limit is not above 0 */
    public IngestLimits {
        if (inFlightBytes <= 0 || deviceInFlightBytes <= 0 || devices <= 0) {
            throw new IllegalArgumentException("limits must be above 0");
        }
    }
}

package hub.simulator.model;

/** The decimals in which sensors report. */
final class Steps {

    private static final double[] POWERS = {1, 10, 100, 1_000};

    private Steps() {}

    /** The nearest number with that many decimals, 0 to 3. */
    static double round(double value, int decimals) {
        return Math.rint(value * POWERS[decimals]) / POWERS[decimals];
    }

    static double clamp(double value, double least, double most) {
        return Math.max(least, Math.min(most, value));
    }
}

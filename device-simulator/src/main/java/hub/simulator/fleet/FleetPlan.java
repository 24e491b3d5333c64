package hub.simulator.fleet;

import java.time.Duration;

/**
 * A fleet to be simulated.
 *
 * @param devices how many
 * @param prefix what their names begin with; a number follows
 * @param interval between two samples of a device
 * @param readingsPerFrame how many readings a device gathers before it sends; a sample is never split
 * @param seed of the city they stand in
 */
public record FleetPlan(int devices, String prefix, Duration interval, int readingsPerFrame, long seed) {

    /** The name of a device. Numbers have leading zeros, so that names sort as numbers do. */
    public String deviceName(int index) {
        int width = Math.max(4, Integer.toString(devices).length());
        String number = Integer.toString(index + 1);
        return prefix + "0".repeat(width - number.length()) + number;
    }
}

package hub.simulator.verify;

import hub.protocol.DeviceId;

/**
 * What never changes over the life of a ledger.
 *
 * @param seed of all values
 * @param devices how many, numbered from 0
 * @param prefix what their names begin with; a number follows
 * @param startMicros when the ledger began, µs since 1970; no reading is of before
 */
public record Plan(long seed, int devices, String prefix, long startMicros) {

    /** @throws IllegalArgumentException if the prefix makes no device ids, or there are no devices */
    public Plan {
        if (devices < 1) {
            throw new IllegalArgumentException("--devices must be at least 1");
        }
        if (DeviceId.parse(nameOf(prefix, devices, devices - 1)).isEmpty()) {
            throw new IllegalArgumentException("--prefix '" + prefix + "' makes no device ids");
        }
    }

    /** The device of that number. */
    DeviceId device(int index) {
        return new DeviceId(nameOf(prefix, devices, index));
    }

    /** The epoch that a device numbers its frames in: of this ledger only, so that no hub takes new for old. */
    long epoch(int device) {
        return ReadingPattern.mix(startMicros ^ ReadingPattern.mix(seed + device)) & 0xFFFF_FFFFL;
    }

    /** Numbers have leading zeros, so that names sort as numbers do. */
    private static String nameOf(String prefix, int devices, int index) {
        int width = Math.max(4, Integer.toString(devices).length());
        String number = Integer.toString(index + 1);
        return prefix + "0".repeat(width - number.length()) + number;
    }
}

package hub.protocol;

import hub.text.Printable;
import java.util.Optional;

/**
 * The name of a device: 1 to 64 characters of {@code A-Z a-z 0-9 . _ : -}.
 *
 * @param value the name as the device gave it; case matters
 */
public record DeviceId(String value) implements Comparable<DeviceId> {

    /** Longest name in characters. */
    public static final int MAX_LENGTH = 64;

    /** @throws IllegalArgumentException if the name is not of the form above */
    public DeviceId {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "device id '" + Printable.shortened(value) + "' is not 1 to 64 characters of A-Z a-z 0-9 . _ : -");
        }
    }

    /** The device of that name, or empty if it is not of the form above. */
    public static Optional<DeviceId> parse(String value) {
        return isValid(value) ? Optional.of(new DeviceId(value)) : Optional.empty();
    }

    private static boolean isValid(String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            if (!isAllowed(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "._:-".indexOf(c) >= 0;
    }

    @Override
    public int compareTo(DeviceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

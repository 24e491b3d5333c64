package hub.protocol;

import hub.text.Printable;
import java.util.Optional;

/**
 * What is measured: a name such as {@code pm2_5}, 1 to 64 characters of {@code A-Z a-z 0-9 . _ : / -}, the first a
 * letter or a digit (the characters of a SenML name, RFC 8428 section 4.5.1).
 *
 * @param name the name; case matters
 */
public record Metric(String name) implements Comparable<Metric> {

    /** Longest name in characters. */
    public static final int MAX_LENGTH = 64;

    /** @throws IllegalArgumentException if the name is not of the form above */
    public Metric {
        if (!isValid(name)) {
            throw new IllegalArgumentException("metric '" + Printable.shortened(name)
                    + "' is not 1 to 64 characters of A-Z a-z 0-9 . _ : / - that begin with a letter or digit");
        }
    }

    /** The metric of that name, or empty if it is not of the form above. */
    public static Optional<Metric> parse(String name) {
        return isValid(name) ? Optional.of(new Metric(name)) : Optional.empty();
    }

    private static boolean isValid(String name) {
        if (name.isEmpty() || name.length() > MAX_LENGTH || !isAlphanumeric(name.charAt(0))) {
            return false;
        }
        for (int i = 1; i < name.length(); i++) {
            if (!isAlphanumeric(name.charAt(i)) && "._:/-".indexOf(name.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    @Override
    public int compareTo(Metric other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}

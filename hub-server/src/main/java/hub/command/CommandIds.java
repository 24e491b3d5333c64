package hub.command;

import java.security.SecureRandom;

/** Ids that are short enough for a device and met by chance once in 2^50. */
final class CommandIds {

    /** Crockford's Base32: no letters that are taken for digits. */
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";

    private static final int LENGTH = 10;

    /** As long as any. */
    static final String LONGEST = "c-" + "0".repeat(LENGTH);

    private final SecureRandom random = new SecureRandom();

    String next() {
        StringBuilder id = new StringBuilder("c-");
        for (int i = 0; i < LENGTH; i++) {
            id.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return id.toString();
    }
}

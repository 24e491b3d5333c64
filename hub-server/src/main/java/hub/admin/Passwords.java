package hub.admin;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Passwords' hashes: Argon2id with 19 MiB, twice over, as OWASP asks. Takes some 50 ms of a worker, and two at a time: more
 * would slow the readings.
 */
public final class Passwords {

    private static final int MEMORY_KIB = 19_456;
    private static final int ITERATIONS = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final int AT_A_TIME = 2;
    private static final int SHORTEST = 10;
    private static final int LONGEST = 256;

    private final Semaphore room = new Semaphore(AT_A_TIME, true);

    /** Of random bytes that are gone: what is tried for a name that nobody has is compared with this, and takes as long. */
    private static final String NOBODYS =
            "$argon2id$v=19$m=19456,t=2,p=1$h1Zm7H/nHiDn/O1rcNX1MA" + "$MQPZaBKFQA3KuFA7UtaTarrNwuELMHKRlCQER6FisZs";

    /**
     * Whether a password may be set.
     *
     * @throws IllegalArgumentException saying what it must be
     */
    public static String requireGood(String password) {
        if (password.length() < SHORTEST || password.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "a password has " + SHORTEST + " to " + LONGEST + " characters, any of them");
        }
        return password;
    }

    /** The hash with its parameters and salt. */
    public String hash(String password) {
        Argon2Function function = Argon2Function.getInstance(MEMORY_KIB, ITERATIONS, LANES, HASH_BYTES, Argon2.ID);
        room.acquireUninterruptibly();
        try {
            return Password.hash(password)
                    .addRandomSalt(SALT_BYTES)
                    .with(function)
                    .getResult();
        } finally {
            room.release();
        }
    }

    /** Whether it is the password of that hash; takes as long where there is none. */
    boolean fits(String password, Optional<String> hash) {
        String against = hash.orElse(NOBODYS);
        room.acquireUninterruptibly();
        try {
            boolean right = Password.check(password, against).with(Argon2Function.getInstanceFromHash(against));
            return right && hash.isPresent();
        } finally {
            room.release();
        }
    }
}

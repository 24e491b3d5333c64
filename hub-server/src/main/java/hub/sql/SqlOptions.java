package hub.sql;

import java.time.Duration;

/**
 * How the hub treats statements.
 *
 * @param timeout how long one may take until its last row is sent
 * @param maxRows the most rows of a result
 * @param maxBytes the most bytes of a result, before it is packed
 * @param concurrent how many may run at a time; 0 if the hub takes none
 * @param memoryMib what each may hold in its process, in MiB
 */
public record SqlOptions(Duration timeout, long maxRows, long maxBytes, int concurrent, int memoryMib) {

    /** Half a minute, a million rows, 256 MiB, two at a time, 512 MiB each. */
    public static final SqlOptions DEFAULT = new SqlOptions(Duration.ofSeconds(30), 1_000_000, 256L << 20, 2, 512);

    private static final int MIN_MEMORY_MIB = 64;
    private static final int MAX_MEMORY_MIB = 65_536;

    /** @throws IllegalArgumentException if something is out of range */
    public SqlOptions {
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("sql timeout " + timeout + " is not above 0 and up to PT1H");
        }
        if (maxRows < 1) {
            throw new IllegalArgumentException("sql max rows " + maxRows + " is below 1");
        }
        if (maxBytes < 1) {
            throw new IllegalArgumentException("sql max bytes " + maxBytes + " is below 1");
        }
        if (concurrent < 0 || concurrent > 64) {
            throw new IllegalArgumentException("sql concurrent " + concurrent + " is not in 0..64");
        }
        if (memoryMib < MIN_MEMORY_MIB || memoryMib > MAX_MEMORY_MIB) {
            throw new IllegalArgumentException(
                    "sql memory " + memoryMib + " MiB is not in " + MIN_MEMORY_MIB + ".." + MAX_MEMORY_MIB);
        }
    }

    /** What is said of a statement that takes longer. */
    String overdue() {
        return "the statement took longer than " + timeout
                + ": ask for less time or fewer series, or have the hub started with a longer --sql-timeout";
    }

    ResultLimits limits() {
        return new ResultLimits(maxRows, maxBytes);
    }
}

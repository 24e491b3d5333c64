package hub.registry;

/**
 * A device's token, as it is kept.
 *
 * @param sha256 lower case hex
 * @param madeMicros in µs since 1970; 0 if that was not noted
 * @param untilMicros when it ends, in µs since 1970; {@link #FOR_GOOD} if it does not
 */
record TokenHash(String sha256, long madeMicros, long untilMicros) {

    static final long FOR_GOOD = Long.MAX_VALUE;

    boolean fits(String hash, long nowMicros) {
        boolean same = Secrets.isSame(sha256, hash);
        return same && isValid(nowMicros);
    }

    boolean isValid(long nowMicros) {
        return nowMicros < untilMicros;
    }
}

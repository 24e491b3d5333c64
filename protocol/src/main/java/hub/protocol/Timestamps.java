package hub.protocol;

import java.time.Instant;

/** The rules of reading times. All times are microseconds since 1970-01-01T00:00:00Z. */
public final class Timestamps {

    /** How far ahead of the hub's clock a reading may be and still be taken as it is: 5 minutes. */
    public static final long MAX_AHEAD_MICROS = 5 * 60 * 1_000_000L;

    /** 0001-01-01T00:00:00Z: the earliest time that RFC 3339 can write. */
    public static final long MIN_MICROS = -62_135_596_800_000_000L;

    /** The last microsecond of the year 9999. */
    public static final long MAX_MICROS = 253_402_300_799_999_999L;

    private Timestamps() {}

    /** Whether RFC 3339 can write that time. */
    public static boolean isRepresentable(long micros) {
        return micros >= MIN_MICROS && micros <= MAX_MICROS;
    }

    /** Whether a reading of that time is further ahead than is taken as it is. */
    public static boolean isAhead(long micros, long receivedAtMicros) {
        return micros > receivedAtMicros + MAX_AHEAD_MICROS;
    }

    /** The time under which a reading is stored: its own, or the receive time if it is too far ahead. */
    public static long stored(long micros, long receivedAtMicros) {
        return isAhead(micros, receivedAtMicros) ? receivedAtMicros : micros;
    }

    /** Microseconds of an instant; digits below are cut off. */
    public static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    }

    /** The instant of that many microseconds. */
    public static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }
}

package hub.registry;

import hub.protocol.Timestamps;

/** Times as they are told. */
final class Times {

    private Times() {}

    /** RFC 3339, of µs since 1970. */
    static String text(long micros) {
        return Timestamps.instant(micros).toString();
    }
}

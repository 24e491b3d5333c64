package hub.importing;

/** Reads times from bytes: RFC 3339, and the same without a zone, which means UTC where that is allowed. */
final class TimeText {

    /** What is returned for what is no time. */
    static final long NONE = Long.MIN_VALUE;

    private static final int DATE_AND_TIME = "2019-05-06T00:00:00".length();
    private static final long SECOND = 1_000_000;
    private static final int MAX_FRACTION = 9;
    private static final long[] FRACTIONS = {100_000, 10_000, 1_000, 100, 10, 1};

    /** Days before each month of a year that is not a leap year. */
    private static final int[] BEFORE_MONTH = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};

    private static final int DAYS_TO_1970 = 719_162;

    private TimeText() {}

    /**
     * The time in a part of a text, in µs since 1970; digits below are cut off.
     *
     * @param zoned whether it must have a zone
     * @return {@link #NONE} if it is none
     */
    static long micros(byte[] text, int from, int to, boolean zoned) {
        if (to - from < DATE_AND_TIME || !isShaped(text, from)) {
            return NONE;
        }
        int days = days(digits(text, from, 4), digits(text, from + 5, 2), digits(text, from + 8, 2));
        int hour = digits(text, from + 11, 2);
        int minute = digits(text, from + 14, 2);
        int second = digits(text, from + 17, 2);
        if (days < 0 || !isIn(hour, 23) || !isIn(minute, 59) || !isIn(second, 59)) {
            return NONE;
        }
        long micros = ((days - DAYS_TO_1970) * 86_400L + hour * 3_600L + minute * 60L + second) * SECOND;
        int at = from + DATE_AND_TIME;
        if (at < to && text[at] == '.') {
            int end = at + 1;
            for (; end < to && isDigit(text[end]); end++) {
                int place = end - at - 1;
                micros += place < FRACTIONS.length ? (text[end] - '0') * FRACTIONS[place] : 0;
            }
            if (end == at + 1 || end > at + 1 + MAX_FRACTION) {
                return NONE;
            }
            at = end;
        }
        return at == to && !zoned ? micros : zone(text, at, to, micros);
    }

    private static boolean isShaped(byte[] text, int from) {
        byte between = text[from + 10];
        return text[from + 4] == '-'
                && text[from + 7] == '-'
                && (between == 'T' || between == 't' || between == ' ')
                && text[from + 13] == ':'
                && text[from + 16] == ':';
    }

    private static long zone(byte[] text, int at, int to, long micros) {
        if (to - at == 1 && (text[at] == 'Z' || text[at] == 'z')) {
            return micros;
        }
        if (to - at != 6 || (text[at] != '+' && text[at] != '-') || text[at + 3] != ':') {
            return NONE;
        }
        int hours = digits(text, at + 1, 2);
        int minutes = digits(text, at + 4, 2);
        if (!isIn(hours, 18) || !isIn(minutes, 59) || hours * 60 + minutes > 18 * 60) {
            return NONE;
        }
        long offset = (hours * 3_600L + minutes * 60L) * SECOND;
        return text[at] == '+' ? micros - offset : micros + offset;
    }

    /** Days since the beginning of the year 1; below 0 if there is no such day. */
    private static int days(int year, int month, int day) {
        if (year < 1 || month < 1 || month > 12 || day < 1) {
            return -1;
        }
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        int inMonth = BEFORE_MONTH[month] - BEFORE_MONTH[month - 1] + (leap && month == 2 ? 1 : 0);
        if (day > inMonth) {
            return -1;
        }
        int before = year - 1;
        int leapDays = before / 4 - before / 100 + before / 400 + (leap && month > 2 ? 1 : 0);
        return before * 365 + leapDays + BEFORE_MONTH[month - 1] + day - 1;
    }

    /** So many digits as a number; below 0 if not all of them are digits. */
    private static int digits(byte[] text, int from, int count) {
        int number = 0;
        for (int i = from; i < from + count; i++) {
            if (!isDigit(text[i])) {
                return -1;
            }
            number = 10 * number + text[i] - '0';
        }
        return number;
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isIn(int number, int most) {
        return number >= 0 && number <= most;
    }
}

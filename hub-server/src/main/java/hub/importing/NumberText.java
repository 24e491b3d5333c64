package hub.importing;

import java.nio.charset.StandardCharsets;

/** Reads decimal numbers from bytes: each as the double that is nearest to it. */
final class NumberText {

    /** All powers of ten that a double holds exactly. */
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    /** So many digits always fit a long, and are exact as a double if they are below 2^53. */
    private static final int MAX_DIGITS = 18;

    private static final long EXACT = 1L << 53;

    private NumberText() {}

    /**
     * The number in a part of a text: a sign, digits with a point among them, an exponent; only the digits are needed.
     *
     * @return not a number if it is none, or beyond all doubles
     */
    static double parse(byte[] text, int from, int to) {
        int at = from;
        boolean negative = at < to && text[at] == '-';
        if (at < to && (negative || text[at] == '+')) {
            at++;
        }
        long mantissa = 0;
        int digits = 0;
        int scale = 0;
        boolean point = false;
        for (; at < to; at++) {
            int digit = text[at] - '0';
            if (digit >= 0 && digit <= 9) {
                if (++digits > MAX_DIGITS) {
                    return slowly(text, from, to);
                }
                mantissa = 10 * mantissa + digit;
                scale += point ? 1 : 0;
            } else if (text[at] == '.' && !point) {
                point = true;
            } else {
                return slowly(text, from, to);
            }
        }
        if (digits == 0) {
            return Double.NaN;
        }
        if (mantissa >= EXACT) {
            return slowly(text, from, to);
        }
        // Both operands are exact, so the quotient is the double nearest to the decimal.
        double magnitude = mantissa / POWERS[scale];
        return negative ? -magnitude : magnitude;
    }

    /** With an exponent, or with many digits. */
    private static double slowly(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            // Java would take "NaN", "1d" and "0x1p3" too.
            if (!(text[i] >= '0' && text[i] <= '9') && "+-.eE".indexOf(text[i]) < 0) {
                return Double.NaN;
            }
        }
        try {
            double value = Double.parseDouble(new String(text, from, to - from, StandardCharsets.US_ASCII));
            return Double.isFinite(value) ? value : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}

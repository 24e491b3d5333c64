package hub.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers as the decimals that people and sensors mean.
 *
 * <p>A sensor that sends the f32 {@code 7.35} means 7.35, not 7.349999904632568; the hub stores the double nearest to
 * the decimal meant. Rounding that double to f32 gives the same f32 again, so nothing is lost. Whole numbers stay
 * exactly what they are.
 */
public final class Decimals {

    /** All powers of ten that a double holds exactly. */
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    /** No text is longer: a sign, 0.00000 and 17 digits, or 21 digits of a whole number, or an exponent. */
    public static final int MAX_BYTES = 32;

    /** Above this many decimals {@link #toText} goes the slower way. */
    private static final int MAX_SHORT_SCALE = 9;

    /** Below this every product of mantissa and power of ten here is exact. */
    private static final double EXACT = 1L << 53;

    /** Every double reads back from that many digits. */
    private static final int MAX_DIGITS = 17;

    /** Far more than what is lost of a sum of two doubles, which is below 2⁻⁵² of it. */
    private static final double TIE = 1e-9;

    private static final long MANTISSA_BITS = (1L << 52) - 1;

    private Decimals() {}

    /** The double nearest to the shortest decimal that rounds to this f32 (below 1e-13 perhaps a digit longer). */
    public static double widen(float value) {
        double exact = value;
        if (exact == Math.rint(exact) || !Float.isFinite(value)) {
            return exact;
        }
        for (double power : POWERS) {
            double mantissa = Math.rint(exact * power);
            double candidate = mantissa / power;
            if ((float) candidate == value && Math.abs(mantissa) < EXACT && mantissa != 0) {
                return candidate;
            }
        }
        return Double.parseDouble(Float.toString(value));
    }

    /**
     * The shortest text that reads back as the same double, in the notation of ECMAScript's Number::toString (ECMA-262,
     * 6.1.6.1.20), except that negative zero keeps its sign.
     */
    public static String toText(double value) {
        StringBuilder out = new StringBuilder(24);
        append(out, value);
        return out.toString();
    }

    /** Appends the text of {@link #toText}. */
    public static void append(StringBuilder out, double value) {
        double magnitude = Math.abs(value);
        if (magnitude == 0) {
            out.append(1 / value < 0 ? "-0" : "0");
        } else if (!appendShortDecimal(out, value, magnitude) && !appendLongDecimal(out, value, magnitude)) {
            appendAny(out, value);
        }
    }

    /**
     * Writes the text of {@link #toText} as ASCII.
     *
     * @param to has room for {@link #MAX_BYTES} from there on
     * @return the index behind the last byte
     */
    public static int put(byte[] to, int at, double value) {
        double magnitude = Math.abs(value);
        int scale = shortScale(magnitude);
        if (scale >= 0) {
            int from = at;
            if (value < 0) {
                to[from++] = '-';
            }
            return putScaled(to, from, (long) Math.rint(magnitude * POWERS[scale]), scale);
        }
        StringBuilder text = new StringBuilder(MAX_BYTES);
        if (magnitude == 0) {
            append(text, value);
        } else if (!appendLongDecimal(text, value, magnitude)) {
            appendAny(text, value);
        }
        for (int i = 0; i < text.length(); i++) {
            to[at + i] = (byte) text.charAt(i);
        }
        return at + text.length();
    }

    private static int putScaled(byte[] to, int from, long mantissa, int scale) {
        int digits = 1;
        for (long rest = mantissa / 10; rest > 0; rest /= 10) {
            digits++;
        }
        digits = Math.max(digits, scale + 1);
        int end = from + digits + (scale > 0 ? 1 : 0);
        long rest = mantissa;
        for (int place = 0, at = end - 1; place < digits; place++) {
            if (place == scale && scale > 0) {
                to[at--] = '.';
            }
            to[at--] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return end;
    }

    /** What sensors send: the few decimals of a number, found without allocation; -1 if it has more. */
    private static int shortScale(double magnitude) {
        if (!(magnitude >= 1e-6)) {
            return -1;
        }
        for (int scale = 0; scale <= MAX_SHORT_SCALE; scale++) {
            double mantissa = Math.rint(magnitude * POWERS[scale]);
            if (mantissa >= EXACT) {
                return -1;
            }
            // Both operands are exact, so the quotient is the double nearest to the decimal.
            if (mantissa / POWERS[scale] == magnitude) {
                return scale;
            }
        }
        return -1;
    }

    private static boolean appendShortDecimal(StringBuilder out, double value, double magnitude) {
        int scale = shortScale(magnitude);
        if (scale < 0) {
            return false;
        }
        if (value < 0) {
            out.append('-');
        }
        appendScaled(out, (long) Math.rint(magnitude * POWERS[scale]), scale);
        return true;
    }

    private static void appendScaled(StringBuilder out, long mantissa, int scale) {
        long power = (long) POWERS[scale];
        out.append(mantissa / power);
        if (scale > 0) {
            out.append('.');
            long fraction = mantissa % power;
            for (long digit = power / 10; digit > 0; digit /= 10) {
                out.append((char) ('0' + fraction / digit % 10));
            }
        }
    }

    /**
     * What averages are: as many digits as a double has. Its product with a power of ten is exact as the sum of two doubles
     * (T. J. Dekker, 1971), so the integers that read back as it are known, of 17 digits and of ever fewer. Whether it could;
     * where the answer hangs on the last bit of a sum it cannot.
     */
    private static boolean appendLongDecimal(StringBuilder out, double value, double magnitude) {
        if (!(magnitude >= 1e-5 && magnitude < 1e15) || isPowerOfTwo(magnitude)) {
            return false;
        }
        // Where log10 is rounded up or down to the next integer there is a digit more or less, which does no harm.
        int scale = MAX_DIGITS - 1 - (int) Math.floor(Math.log10(magnitude));
        double halfUlp = Math.ulp(magnitude) / 2;
        long shortest = 0;
        int shortestScale = -1;
        for (; scale >= 0; scale--) {
            double power = POWERS[scale];
            double product = magnitude * power;
            double error = Math.fma(magnitude, power, -product);
            long whole = (long) product;
            double rest = product - whole + error;
            double nearest = Math.rint(rest);
            double distance = Math.abs(rest - nearest);
            double reach = halfUlp * power;
            if (Math.abs(distance - reach) < TIE * reach || Math.abs(distance - 0.5) < TIE) {
                return false;
            }
            if (distance > reach) {
                break;
            }
            shortest = whole + (long) nearest;
            shortestScale = scale;
        }
        if (shortestScale < 0) {
            return false;
        }
        if (value < 0) {
            out.append('-');
        }
        String digits = Long.toString(shortest);
        appendNotation(out, digits, digits.length() - shortestScale);
        return true;
    }

    private static boolean isPowerOfTwo(double magnitude) {
        return (Double.doubleToRawLongBits(magnitude) & MANTISSA_BITS) == 0;
    }

    private static void appendAny(StringBuilder out, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("not a finite number: " + value);
        }
        BigDecimal shortest = shortest(Math.abs(value));
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale();
        if (value < 0) {
            out.append('-');
        }
        appendNotation(out, digits, point);
    }

    /** ECMA-262 6.1.6.1.20, steps 5 to 10: {@code k} digits, the decimal point after the first {@code n} of them. */
    private static void appendNotation(StringBuilder out, String digits, int n) {
        int k = digits.length();
        if (k <= n && n <= 21) {
            out.append(digits).append("0".repeat(n - k));
        } else if (0 < n && n <= 21) {
            out.append(digits, 0, n).append('.').append(digits, n, k);
        } else if (-6 < n && n <= 0) {
            out.append("0.").append("0".repeat(-n)).append(digits);
        } else {
            out.append(digits.charAt(0));
            if (k > 1) {
                out.append('.').append(digits, 1, k);
            }
            out.append('e').append(n - 1 < 0 ? '-' : '+').append(Math.abs(n - 1));
        }
    }

    /** Fewest digits that read back the same; JDK 17's Double.toString sometimes prints one too many (JDK-4511638). */
    private static BigDecimal shortest(double magnitude) {
        BigDecimal exact = new BigDecimal(magnitude);
        BigDecimal shortest = exact;
        for (int digits = MAX_DIGITS; digits >= 1; digits--) {
            BigDecimal shorter = rounded(exact, digits, magnitude);
            if (shorter.doubleValue() != magnitude) {
                break;
            }
            shortest = shorter;
        }
        return shortest.stripTrailingZeros();
    }

    /**
     * The decimal of that many digits that is nearest; above a power of two, where doubles lie half as close as below
     * it, the next one up if the nearest reads back as something else.
     */
    private static BigDecimal rounded(BigDecimal exact, int digits, double magnitude) {
        BigDecimal nearest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        return isPowerOfTwo(magnitude) && nearest.doubleValue() != magnitude
                ? exact.round(new MathContext(digits, RoundingMode.UP))
                : nearest;
    }
}

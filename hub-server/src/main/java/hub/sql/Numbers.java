package hub.sql;

import java.math.BigDecimal;
import org.h2.value.TypeInfo;
import org.h2.value.Value;
import org.h2.value.ValueDecfloat;

/**
 * Numbers as the database has them: the decimal that was sent, so that 7.35 equals 7.35, and sums are exact. As a double it
 * would be the binary number next to it.
 */
final class Numbers {

    /** With the digits of a double. With more, H2 divides to a hundred thousand digits, for seconds. */
    static final TypeInfo TYPE = TypeInfo.getTypeInfo(Value.DECFLOAT, 17, 0, null);

    private static final double MAX_MANTISSA = 1L << 53;
    private static final double[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000};

    private Numbers() {}

    /** A finite number, as the shortest decimal that reads back the same. */
    static Value value(double number) {
        return ValueDecfloat.get(decimal(number));
    }

    private static BigDecimal decimal(double number) {
        for (int scale = 0; scale < POWERS.length; scale++) {
            double mantissa = Math.rint(number * POWERS[scale]);
            // Both are exact, and a quotient is rounded as a decimal is read.
            if (Math.abs(mantissa) < MAX_MANTISSA && mantissa / POWERS[scale] == number) {
                return BigDecimal.valueOf((long) mantissa, scale);
            }
        }
        return BigDecimal.valueOf(number);
    }
}

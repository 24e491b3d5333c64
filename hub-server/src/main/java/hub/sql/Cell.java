package hub.sql;

import hub.protocol.Timestamps;
import hub.text.Decimals;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import org.h2.api.Interval;
import org.jspecify.annotations.Nullable;

/**
 * A value of a result as text.
 *
 * @param text empty if there is none
 * @param kind how it is written
 */
record Cell(String text, Kind kind) {

    /** How values are written. */
    enum Kind {
        /** Not there. */
        NULL,
        /** As it stands, in any format. */
        PLAIN,
        /** With a decimal point. */
        DECIMAL,
        /** In quotes where the format has them. */
        TEXT
    }

    private static final int MAX_DIGITS = 38;
    private static final Cell NONE = new Cell("", Kind.NULL);

    /** The value of a column, from 1, of the row that a result is at. */
    static Cell of(ResultSet result, int column) throws SQLException {
        Object value = result.getObject(column);
        if (value == null) {
            return NONE;
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return of(number);
        }
        if (value instanceof BigDecimal decimal) {
            return of(decimal);
        }
        if (value instanceof Number || value instanceof Boolean) {
            return new Cell(value.toString(), Kind.PLAIN);
        }
        if (value instanceof OffsetDateTime time) {
            return new Cell(text(time), Kind.TEXT);
        }
        return new Cell(value instanceof Interval interval ? interval.toString() : text(result, column), Kind.TEXT);
    }

    /** As the API writes numbers: the shortest form that reads back the same. */
    private static String shortest(double number) {
        StringBuilder text = new StringBuilder();
        Decimals.append(text, number);
        return text.toString();
    }

    /** Counts and their sums stay whole; of all else a double's digits. */
    private static Cell of(BigDecimal decimal) {
        return decimal.scale() == 0 && decimal.precision() <= MAX_DIGITS
                ? new Cell(decimal.toPlainString(), Kind.PLAIN)
                : of(decimal.doubleValue());
    }

    /** Absent if it is beyond all doubles. */
    private static Cell of(double number) {
        return Double.isFinite(number) ? new Cell(shortest(number), Kind.DECIMAL) : NONE;
    }

    /** As the API writes times; others than readings may have keep their own form. */
    private static String text(OffsetDateTime time) {
        try {
            return Timestamps.instant(Timestamps.micros(time.toInstant())).toString();
        } catch (DateTimeException | ArithmeticException e) {
            return time.toString();
        }
    }

    private static String text(ResultSet result, int column) throws SQLException {
        @Nullable String text = result.getString(column);
        return text == null ? "" : text;
    }
}

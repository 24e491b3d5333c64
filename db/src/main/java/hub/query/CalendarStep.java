package hub.query;

import hub.text.Printable;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A width of buckets by the clock on the wall, whose times are here µs since 1970-01-01T00:00 on that clock. Bucket k
 * begins k times the months and then k times the rest after the origin.
 *
 * @param origin where number 0 begins; 0 if there are months, so that a month has no end to be cut at
 * @param months 0 or more
 * @param micros what is more than months: weeks, days and less, in µs, 0 or more
 */
record CalendarStep(long origin, long months, long micros) {

    private static final long SECOND = 1_000_000;
    private static final long DAY = 86_400 * SECOND;
    private static final long MONDAY = -3 * DAY;
    /** 400 years have 146,097 days. */
    private static final long MEAN_MONTH = 146_097 * DAY / 4_800;

    private static final int LONGEST_MONTHS = 120;
    private static final Pattern ISO = Pattern.compile(
            "(-)?P(?:(\\d{1,9})Y)?(?:(\\d{1,9})M)?(?:(\\d{1,9})W)?(?:(\\d{1,9})D)?(T.+)?", Pattern.CASE_INSENSITIVE);

    /** @throws IllegalArgumentException if the text is no ISO 8601 duration or not in 1 µs to 10 years */
    static CalendarStep parse(String text) {
        Matcher matcher = ISO.matcher(text);
        if (!matcher.matches() || matcher.end() - matcher.start() < 3) {
            throw notIso(text);
        }
        long months = 12 * number(matcher.group(2)) + number(matcher.group(3));
        long weeks = number(matcher.group(4));
        long days = number(matcher.group(5));
        long time = timeMicros(matcher.group(6), text);
        if (matcher.group(1) != null || months > LONGEST_MONTHS || 7 * weeks + days > 31 * LONGEST_MONTHS) {
            throw outOfBounds(text);
        }
        long micros = Saturated.add((7 * weeks + days) * DAY, time);
        if (time < 0
                || micros > LONGEST_MONTHS * MEAN_MONTH
                || months * MEAN_MONTH + micros < 1
                || months * MEAN_MONTH + micros > LONGEST_MONTHS * MEAN_MONTH) {
            throw outOfBounds(text);
        }
        return new CalendarStep(months == 0 && days == 0 && time == 0 ? MONDAY : 0, months, micros);
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static long timeMicros(@Nullable String time, String text) {
        if (time == null) {
            return 0;
        }
        try {
            Duration duration = Duration.parse("P" + time);
            if (duration.getNano() % 1_000 != 0) {
                throw outOfBounds(text);
            }
            return Math.addExact(Math.multiplyExact(duration.getSeconds(), SECOND), duration.getNano() / 1_000);
        } catch (DateTimeParseException e) {
            throw notIso(text);
        } catch (ArithmeticException e) {
            throw outOfBounds(text);
        }
    }

    private static IllegalArgumentException notIso(String text) {
        return new IllegalArgumentException(
                "'" + Printable.shortened(text) + "' is no ISO 8601 duration such as PT5M, P1D, P1W or P1M");
    }

    private static IllegalArgumentException outOfBounds(String text) {
        return new IllegalArgumentException(
                "'" + Printable.shortened(text) + "' is no whole number of µs in PT0.000001S..P10Y");
    }

    /** The number of the bucket of a time on the wall. */
    long index(long local) {
        if (months == 0) {
            return Math.floorDiv(local - origin, micros);
        }
        // The mean may be off by days in ten years: nearly always right, or the neighbour is.
        long index = Math.floorDiv(local, months * MEAN_MONTH + micros);
        while (boundary(index) > local) {
            index--;
        }
        while (boundary(index + 1) <= local) {
            index++;
        }
        return index;
    }

    /** Where a bucket begins, on the wall. */
    long boundary(long index) {
        if (months == 0) {
            return origin + index * micros;
        }
        long month = index * months;
        long year = 1970 + Math.floorDiv(month, 12L);
        LocalDate first = LocalDate.of((int) year, 1 + (int) Math.floorMod(month, 12L), 1);
        return first.toEpochDay() * DAY + index * micros;
    }

    /** Whether a bucket is as short as that, or shorter. */
    boolean fitsInto(long span) {
        return months == 0 && micros <= span;
    }
}

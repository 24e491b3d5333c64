package hub.history;

import hub.protocol.Timestamps;
import hub.text.Decimals;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Text on its way to a stream, a buffer at a time. */
final class TextOut {

    private static final int FLUSH_CHARS = 16 * 1024;
    private static final long SECOND = 1_000_000;
    private static final long DAY = 86_400 * SECOND;

    /** What the first of so many digits counts. */
    private static final int[] PLACES = {0, 1, 10, 100, 1_000, 10_000, 100_000};

    private final OutputStream out;
    private final boolean decimalComma;
    private final StringBuilder text = new StringBuilder(FLUSH_CHARS + 512);
    private long shownDay = Long.MIN_VALUE;
    private String shownDate = "";

    TextOut(OutputStream out, boolean decimalComma) {
        this.out = out;
        this.decimalComma = decimalComma;
    }

    TextOut add(String part) {
        text.append(part);
        return this;
    }

    TextOut add(char part) {
        text.append(part);
        return this;
    }

    /** A time in RFC 3339, UTC; with as many decimals as are needed, in threes. */
    TextOut time(long micros) {
        long day = Math.floorDiv(micros, DAY);
        if (day != shownDay) {
            // Readings are close to one another: the date is the same again.
            shownDay = day;
            String midnight = Timestamps.instant(day * DAY).toString();
            shownDate = midnight.substring(0, midnight.indexOf('T') + 1);
        }
        long ofDay = Math.floorMod(micros, DAY);
        int second = (int) (ofDay / SECOND);
        text.append(shownDate);
        digits(second / 3_600, 2).append(':');
        digits(second / 60 % 60, 2).append(':');
        digits(second % 60, 2);
        int fraction = (int) (ofDay % SECOND);
        if (fraction != 0) {
            text.append('.');
            boolean millis = fraction % 1_000 == 0;
            digits(millis ? fraction / 1_000 : fraction, millis ? 3 : 6);
        }
        text.append('Z');
        return this;
    }

    private StringBuilder digits(int number, int count) {
        for (int place = PLACES[count]; place > 0; place /= 10) {
            text.append((char) ('0' + number / place % 10));
        }
        return text;
    }

    /** A number that is there, in the shortest form that reads back the same. */
    TextOut number(double number) {
        int from = text.length();
        Decimals.append(text, number);
        if (decimalComma) {
            for (int i = from; i < text.length(); i++) {
                if (text.charAt(i) == '.') {
                    text.setCharAt(i, ',');
                }
            }
        }
        return this;
    }

    void flushIfFull() throws IOException {
        if (text.length() >= FLUSH_CHARS) {
            flush();
        }
    }

    void flush() throws IOException {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
    }
}

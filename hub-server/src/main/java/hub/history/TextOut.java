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

    private final OutputStream out;
    private final boolean decimalComma;
    private final StringBuilder text = new StringBuilder(FLUSH_CHARS + 512);
    private long shownSecond = Long.MIN_VALUE;
    private String shown = "";

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
        long second = Math.floorDiv(micros, SECOND);
        if (second != shownSecond) {
            // Readings are close to one another: most of the text is the same again.
            shownSecond = second;
            shown = Timestamps.instant(second * SECOND).toString();
        }
        int fraction = (int) Math.floorMod(micros, SECOND);
        if (fraction == 0) {
            text.append(shown);
        } else {
            text.append(shown, 0, shown.length() - 1).append('.');
            boolean millis = fraction % 1_000 == 0;
            int digits = millis ? fraction / 1_000 : fraction;
            for (int place = millis ? 100 : 100_000; place > 0; place /= 10) {
                text.append((char) ('0' + digits / place % 10));
            }
            text.append('Z');
        }
        return this;
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

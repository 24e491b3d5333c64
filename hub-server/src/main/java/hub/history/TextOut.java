package hub.history;

import hub.protocol.Timestamps;
import hub.text.Decimals;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text in UTF-8 on its way to a stream, a buffer at a time. */
final class TextOut {

    private static final int FLUSH_BYTES = 16 * 1024;
    private static final long SECOND = 1_000_000;
    private static final long DAY = 86_400 * SECOND;
    private static final int MAX_TIME_BYTES = 40;

    private final OutputStream out;
    private final boolean decimalComma;
    private byte[] text = new byte[FLUSH_BYTES + 1024];
    private int size;
    private long shownDay = Long.MIN_VALUE;
    private String shownDate = "";

    TextOut(OutputStream out, boolean decimalComma) {
        this.out = out;
        this.decimalComma = decimalComma;
    }

    TextOut add(String part) {
        int length = part.length();
        reserve(length);
        for (int i = 0; i < length; i++) {
            char next = part.charAt(i);
            if (next >= 0x80) {
                return addAny(part);
            }
            text[size + i] = (byte) next;
        }
        size += length;
        return this;
    }

    private TextOut addAny(String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        reserve(bytes.length);
        System.arraycopy(bytes, 0, text, size, bytes.length);
        size += bytes.length;
        return this;
    }

    /** @param part an ASCII character */
    TextOut add(char part) {
        reserve(1);
        text[size++] = (byte) part;
        return this;
    }

    private void reserve(int bytes) {
        if (text.length - size < bytes) {
            text = Arrays.copyOf(text, Math.max(2 * text.length, size + bytes));
        }
    }

    /** A time in RFC 3339, UTC; with as many decimals as are needed, in threes. */
    TextOut time(long micros) {
        reserve(MAX_TIME_BYTES);
        long day = Math.floorDiv(micros, DAY);
        if (day != shownDay) {
            // Readings are close to one another: the date is the same again.
            shownDay = day;
            String midnight = Timestamps.instant(day * DAY).toString();
            shownDate = midnight.substring(0, midnight.indexOf('T') + 1);
        }
        long ofDay = Math.floorMod(micros, DAY);
        int second = (int) (ofDay / SECOND);
        add(shownDate);
        twoDigits(second / 3_600);
        text[size++] = ':';
        twoDigits(second / 60 % 60);
        text[size++] = ':';
        twoDigits(second % 60);
        int fraction = (int) (ofDay % SECOND);
        if (fraction != 0) {
            fraction(fraction);
        }
        text[size++] = 'Z';
        return this;
    }

    private void fraction(int micros) {
        text[size++] = '.';
        threeDigits(micros / 1_000);
        if (micros % 1_000 != 0) {
            threeDigits(micros % 1_000);
        }
    }

    private void twoDigits(int number) {
        text[size++] = (byte) ('0' + number / 10);
        text[size++] = (byte) ('0' + number % 10);
    }

    private void threeDigits(int number) {
        text[size++] = (byte) ('0' + number / 100);
        twoDigits(number % 100);
    }

    /** A number that is there, in the shortest form that reads back the same. */
    TextOut number(double number) {
        reserve(Decimals.MAX_BYTES);
        int from = size;
        size = Decimals.put(text, size, number);
        if (decimalComma) {
            for (int i = from; i < size; i++) {
                if (text[i] == '.') {
                    text[i] = ',';
                }
            }
        }
        return this;
    }

    void flushIfFull() throws IOException {
        if (size >= FLUSH_BYTES) {
            flush();
        }
    }

    void flush() throws IOException {
        out.write(text, 0, size);
        size = 0;
    }
}

package hub.importing;

import hub.columnar.ParquetReadings;
import hub.protocol.Timestamps;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * A Parquet file as the CSV that says the same: its rows become lines, with numbers, reasons and a place to go on from as
 * those of any file. The same file always gives the same text.
 */
final class ParquetText extends InputStream {

    private static final byte[] HEADER = "time,device,metric,value\n".getBytes(StandardCharsets.US_ASCII);
    private static final int SOME_BYTES = 64 << 10;
    private static final long SECOND = 1_000_000;

    /** What stands for a byte that has a meaning in CSV; no name has it, so the row is refused. */
    private static final byte STAND_IN = '?';

    private final ParquetReadings readings;
    private byte[] text = Arrays.copyOf(HEADER, 2 * SOME_BYTES);
    private int length = HEADER.length;
    private int given;
    private long shownSecond = Long.MIN_VALUE;
    private byte[] shown = {};

    /**
     * Opens a file.
     *
     * @param listener hears how many bytes of it were read, each time that some are
     * @throws IOException if it has not the columns of readings; the message says so
     */
    ParquetText(Path file, LongConsumer listener) throws IOException {
        this.readings = ParquetReadings.open(file, listener);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
        if (given == length) {
            fill();
        }
        if (given == length) {
            return -1;
        }
        int some = Math.min(count, length - given);
        System.arraycopy(text, given, into, from, some);
        given += some;
        return some;
    }

    private void fill() throws IOException {
        length = 0;
        given = 0;
        while (length < SOME_BYTES && readings.next()) {
            addTime();
            add((byte) ',');
            addName(readings.device());
            add((byte) ',');
            addName(readings.metric());
            add((byte) ',');
            add(readings.value().getBytes(StandardCharsets.US_ASCII));
            add((byte) '\n');
        }
    }

    private void addTime() {
        if (!readings.hasTime()) {
            return;
        }
        long micros = readings.timeMicros();
        long second = Math.floorDiv(micros, SECOND);
        if (second != shownSecond) {
            // Readings are close to one another: most of the text is the same again.
            shownSecond = second;
            String whole = Timestamps.instant(second * SECOND).toString();
            shown = whole.substring(0, whole.length() - 1).getBytes(StandardCharsets.US_ASCII);
        }
        add(shown);
        int fraction = (int) Math.floorMod(micros, SECOND);
        if (fraction > 0) {
            add((byte) '.');
            for (int place = 100_000; place > 0; place /= 10) {
                add((byte) ('0' + fraction / place % 10));
            }
        }
        add((byte) 'Z');
    }

    private void addName(byte[] name) {
        for (byte one : name) {
            boolean meaning = (one >= 0 && one <= ' ') || one == ',' || one == '"';
            add(meaning ? STAND_IN : one);
        }
    }

    private void add(byte[] bytes) {
        for (byte one : bytes) {
            add(one);
        }
    }

    private void add(byte one) {
        if (length == text.length) {
            text = Arrays.copyOf(text, 2 * text.length);
        }
        text[length++] = one;
    }

    @Override
    public void close() throws IOException {
        readings.close();
    }
}

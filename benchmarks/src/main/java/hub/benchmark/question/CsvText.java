package hub.benchmark.question;

import hub.benchmark.data.SeriesName;
import hub.text.Decimals;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.zip.CRC32C;

/** Writes readings as the hub's CSV does, {@code time,device,metric,value}, and keeps of it the length and a checksum. */
final class CsvText {

    /** RFC 4180, section 2. */
    private static final String END = "\r\n";

    private static final long DAY_MILLIS = 86_400_000;
    private static final int BUFFER_CHARS = 1 << 16;

    private final CRC32C checksum = new CRC32C();
    private final StringBuilder text = new StringBuilder(BUFFER_CHARS + 256);
    private final String series;
    private long day = Long.MIN_VALUE;
    private String date = "";
    private long lines;
    private long bytes;

    CsvText(SeriesName series) {
        this.series = "," + series.device() + "," + series.metric() + ",";
        text.append("time,device,metric,value").append(END);
    }

    void reading(long timeMillis, double value) {
        appendTime(timeMillis);
        text.append(series);
        Decimals.append(text, value);
        text.append(END);
        lines++;
        if (text.length() >= BUFFER_CHARS) {
            flush();
        }
    }

    private void appendTime(long timeMillis) {
        long ofDay = Math.floorMod(timeMillis, DAY_MILLIS);
        if (ofDay % 1_000 != 0) {
            text.append(Instant.ofEpochMilli(timeMillis));
            return;
        }
        if (timeMillis - ofDay != day) {
            day = timeMillis - ofDay;
            date = LocalDate.ofInstant(Instant.ofEpochMilli(day), ZoneOffset.UTC) + "T";
        }
        int seconds = (int) (ofDay / 1_000);
        text.append(date);
        appendTwo(seconds / 3_600);
        text.append(':');
        appendTwo(seconds / 60 % 60);
        text.append(':');
        appendTwo(seconds % 60);
        text.append('Z');
    }

    private void appendTwo(int number) {
        text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    private void flush() {
        byte[] flushed = text.toString().getBytes(StandardCharsets.US_ASCII);
        checksum.update(flushed);
        bytes += flushed.length;
        text.setLength(0);
    }

    /** One row: how many readings, how many bytes, their CRC-32C. */
    Answer answer() {
        flush();
        return new Answer().row((double) lines, (double) bytes, (double) checksum.getValue());
    }
}

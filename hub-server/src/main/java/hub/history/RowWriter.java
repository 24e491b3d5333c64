package hub.history;

import hub.protocol.Timestamps;
import hub.store.SeriesRecord;
import hub.text.Decimals;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes rows of time, device, metric and numbers, in one of the formats, without holding them. */
final class RowWriter {

    private static final int FLUSH_CHARS = 16 * 1024;

    private final OutputStream out;
    private final Format format;
    private final List<String> columns;
    private final StringBuilder text = new StringBuilder(FLUSH_CHARS + 512);
    private boolean first = true;

    /** @param columns the names of the numbers */
    RowWriter(OutputStream out, Format format, List<String> columns) {
        this.out = out;
        this.format = format;
        this.columns = columns;
    }

    void begin() {
        switch (format) {
            case CSV ->
                text.append("time,device,metric,")
                        .append(String.join(",", columns))
                        .append("\r\n");
            case JSON -> text.append('[');
            case NDJSON -> {
                // Nothing stands before the rows.
            }
        }
    }

    /** A row. Names need no quoting in any format: their characters are checked when they are made. */
    void row(long timeMicros, SeriesRecord series, double... numbers) throws IOException {
        String time = Timestamps.instant(timeMicros).toString();
        if (format == Format.CSV) {
            text.append(time).append(',').append(series.device()).append(',').append(series.metric());
            for (double number : numbers) {
                text.append(',');
                number(number);
            }
            text.append("\r\n");
        } else {
            object(time, series, numbers);
        }
        if (text.length() >= FLUSH_CHARS) {
            flush();
        }
    }

    private void object(String time, SeriesRecord series, double... numbers) {
        if (format == Format.JSON && !first) {
            text.append(',');
        }
        first = false;
        text.append("{\"time\":\"").append(time).append("\",\"device\":\"").append(series.device());
        text.append("\",\"metric\":\"").append(series.metric()).append('"');
        for (int i = 0; i < numbers.length; i++) {
            text.append(",\"").append(columns.get(i)).append("\":");
            number(numbers[i]);
        }
        text.append("}\n");
    }

    /** A sum may be beyond all doubles; JSON has no word for that but null, CSV an empty field. */
    private void number(double number) {
        if (Double.isFinite(number)) {
            Decimals.append(text, number);
        } else if (format != Format.CSV) {
            text.append("null");
        }
    }

    void end() throws IOException {
        if (format == Format.JSON) {
            text.append("]\n");
        }
        flush();
    }

    private void flush() throws IOException {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
    }
}

package hub.history;

import hub.protocol.Metric;
import hub.protocol.Timestamps;
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
    private final boolean byDevice;
    private final List<String> columns;
    private final StringBuilder text = new StringBuilder(FLUSH_CHARS + 512);
    private boolean first = true;

    /**
     * Begins before the first row.
     *
     * @param byDevice whether rows name a device
     * @param columns the names of the numbers
     */
    RowWriter(OutputStream out, Format format, boolean byDevice, List<String> columns) {
        this.out = out;
        this.format = format;
        this.byDevice = byDevice;
        this.columns = columns;
    }

    void begin() {
        switch (format) {
            case CSV ->
                text.append(byDevice ? "time,device,metric," : "time,metric,")
                        .append(String.join(",", columns))
                        .append("\r\n");
            case JSON -> text.append('[');
            case NDJSON -> {
                // Nothing stands before the rows.
            }
        }
    }

    /** A row. Names need no quoting in any format: their characters are checked when they are made. */
    void row(long timeMicros, String device, Metric metric, double... numbers) throws IOException {
        String time = Timestamps.instant(timeMicros).toString();
        if (format == Format.CSV) {
            text.append(time).append(',');
            if (byDevice) {
                text.append(device).append(',');
            }
            text.append(metric);
            for (double number : numbers) {
                text.append(',');
                number(number);
            }
            text.append("\r\n");
        } else {
            object(time, device, metric, numbers);
        }
        if (text.length() >= FLUSH_CHARS) {
            flush();
        }
    }

    private void object(String time, String device, Metric metric, double... numbers) {
        if (format == Format.JSON && !first) {
            text.append(',');
        }
        first = false;
        text.append("{\"time\":\"").append(time);
        if (byDevice) {
            text.append("\",\"device\":\"").append(device);
        }
        text.append("\",\"metric\":\"").append(metric).append('"');
        for (int i = 0; i < numbers.length; i++) {
            text.append(",\"").append(columns.get(i)).append("\":");
            number(numbers[i]);
        }
        text.append("}\n");
    }

    /** What is absent, and a sum that is beyond all doubles: null in JSON, an empty field in CSV. */
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

package hub.history;

import hub.quality.QaFlag;
import java.io.IOException;
import java.util.List;

/** Rows of time, device, metric and numbers. Names need no quoting in any format: their characters are checked before. */
final class LongOutput implements RowOutput {

    static final String BYTE_ORDER_MARK = "\uFEFF";

    private final TextOut out;
    private final Format format;
    private final boolean byDevice;
    private final List<String> columns;
    private final boolean flagged;
    private final char separator;
    private boolean first = true;

    /**
     * @param byDevice whether rows name a device
     * @param columns the names of the numbers
     * @param flagged whether the last column is of flags
     */
    LongOutput(TextOut out, Format format, boolean byDevice, List<String> columns, boolean flagged) {
        this.out = out;
        this.format = format;
        this.byDevice = byDevice;
        this.columns = columns;
        this.flagged = flagged;
        this.separator = format == Format.CSV_EXCEL ? ';' : ',';
    }

    @Override
    public void begin() {
        if (format.isCsv()) {
            out.add(format == Format.CSV_EXCEL ? BYTE_ORDER_MARK : "")
                    .add("time")
                    .add(separator);
            if (byDevice) {
                out.add("device").add(separator);
            }
            out.add("metric");
            columns.forEach(column -> out.add(separator).add(column));
            if (flagged) {
                out.add(separator).add("qa");
            }
            out.add("\r\n");
        } else if (format == Format.JSON) {
            out.add('[');
        }
    }

    @Override
    public void add(Rows rows) throws IOException {
        if (format.isCsv()) {
            csv(rows);
        } else {
            object(rows);
        }
        out.flushIfFull();
    }

    private void csv(Rows rows) {
        out.time(rows.timeMicros()).add(separator);
        if (byDevice) {
            out.add(rows.device()).add(separator);
        }
        out.add(rows.metric().name());
        for (int i = 0; i < columns.size(); i++) {
            out.add(separator);
            double number = rows.number(i);
            // What is absent, and a sum that is beyond all doubles.
            if (Double.isFinite(number)) {
                out.number(number);
            }
        }
        if (flagged) {
            out.add(separator).add(String.join(" ", QaFlag.names(rows.flags())));
        }
        out.add("\r\n");
    }

    private void object(Rows rows) {
        if (format == Format.JSON && !first) {
            out.add(',');
        }
        first = false;
        out.add("{\"time\":\"").time(rows.timeMicros());
        if (byDevice) {
            out.add("\",\"device\":\"").add(rows.device());
        }
        out.add("\",\"metric\":\"").add(rows.metric().name()).add('"');
        for (int i = 0; i < columns.size(); i++) {
            out.add(",\"").add(columns.get(i)).add("\":");
            double number = rows.number(i);
            if (Double.isFinite(number)) {
                out.number(number);
            } else {
                out.add("null");
            }
        }
        if (flagged) {
            List<String> names = QaFlag.names(rows.flags());
            out.add(",\"qa\":[")
                    .add(names.isEmpty() ? "" : '"' + String.join("\",\"", names) + '"')
                    .add(']');
        }
        out.add("}\n");
    }

    @Override
    public void end() throws IOException {
        out.add(format == Format.JSON ? "]\n" : "").flush();
    }
}

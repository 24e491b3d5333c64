package hub.history;

import java.io.IOException;
import java.util.Arrays;

/** Rows of a time and the numbers of all series then; empty where a series has none. */
final class WideOutput implements RowOutput {

    private final TextOut out;
    private final Format format;
    private final WideColumns columns;
    private final double[] row;
    private final char separator;
    private boolean holds;
    private boolean first = true;
    private long time;

    WideOutput(TextOut out, Format format, WideColumns columns) {
        this.out = out;
        this.format = format;
        this.columns = columns;
        this.row = new double[columns.count()];
        this.separator = format == Format.CSV_EXCEL ? ';' : ',';
    }

    @Override
    public void begin() {
        if (format.isCsv()) {
            out.add(format == Format.CSV_EXCEL ? LongOutput.BYTE_ORDER_MARK : "")
                    .add("time");
            for (int i = 0; i < columns.count(); i++) {
                out.add(separator).add(columns.name(i));
            }
            out.add("\r\n");
        } else if (format == Format.JSON) {
            out.add('[');
        }
    }

    @Override
    public void add(Rows rows) throws IOException {
        if (!holds || rows.timeMicros() != time) {
            writeRow();
            Arrays.fill(row, Double.NaN);
            time = rows.timeMicros();
            holds = true;
        }
        int column = columns.of(rows);
        for (int i = 0; i < columns.numbers(); i++) {
            row[column + i] = rows.number(i);
        }
    }

    private void writeRow() throws IOException {
        if (!holds) {
            return;
        }
        if (format.isCsv()) {
            out.time(time);
        } else {
            out.add(format == Format.JSON && !first ? "," : "")
                    .add("{\"time\":\"")
                    .time(time)
                    .add('"');
        }
        first = false;
        for (int i = 0; i < row.length; i++) {
            cell(i);
        }
        out.add(format.isCsv() ? "\r\n" : "}\n").flushIfFull();
    }

    private void cell(int column) {
        boolean there = Double.isFinite(row[column]);
        if (format.isCsv()) {
            out.add(separator);
        } else {
            out.add(",\"").add(columns.name(column)).add("\":").add(there ? "" : "null");
        }
        if (there) {
            out.number(row[column]);
        }
    }

    @Override
    public void end() throws IOException {
        writeRow();
        out.add(format == Format.JSON ? "]\n" : "").flush();
    }
}

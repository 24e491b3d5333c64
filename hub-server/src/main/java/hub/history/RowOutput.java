package hub.history;

import hub.store.SeriesRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes the rows of an answer, without holding them. */
interface RowOutput {

    /**
     * For rows of time, device, metric and numbers.
     *
     * @param series that rows may be of
     * @param byDevice whether rows name a device
     * @param columns the names of the numbers
     * @param flagged whether a column is of flags
     */
    static RowOutput ofLong(
            OutputStream out,
            Format format,
            boolean decimalComma,
            List<SeriesRecord> series,
            boolean byDevice,
            List<String> columns,
            boolean flagged) {
        if (format.isTable()) {
            return TableOutput.ofLong(out, format, series, byDevice, columns, flagged);
        }
        TextOut text = new TextOut(out, decimalComma);
        return format == Format.SENML
                ? new SenmlOutput(text)
                : new LongOutput(text, format, byDevice, columns, flagged);
    }

    /** Before the first row. */
    void begin() throws IOException;

    /** The row that the rows stand at. */
    void add(Rows rows) throws IOException;

    /** Behind the last row. */
    void end() throws IOException;
}

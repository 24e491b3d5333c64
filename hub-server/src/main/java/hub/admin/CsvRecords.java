package hub.admin;

import java.util.ArrayList;
import java.util.List;

/** A text as CSV (RFC 4180): its records, each with the line on which it begins. Quoted cells may go over several lines. */
final class CsvRecords {

    /**
     * A record.
     *
     * @param line from 1
     */
    record Row(int line, List<String> cells) {

        boolean isBlank() {
            return cells.size() == 1 && cells.get(0).isBlank();
        }
    }

    private final String text;
    private int at;
    private int line = 1;

    private CsvRecords(String text) {
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /**
     * All records but blank lines.
     *
     * @throws IllegalArgumentException if a quotation mark is not closed, naming its line
     */
    static List<Row> of(String text) {
        CsvRecords records = new CsvRecords(text);
        List<Row> rows = new ArrayList<>();
        while (records.at < records.text.length()) {
            Row row = records.row();
            if (!row.isBlank()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private Row row() {
        int begun = line;
        List<String> cells = new ArrayList<>();
        do {
            cells.add(cell());
        } while (at < text.length() && text.charAt(at++) == ',');
        line++;
        return new Row(begun, cells);
    }

    /** Leaves off at the comma or the line's end behind the cell. */
    private String cell() {
        StringBuilder cell = new StringBuilder();
        while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '\n') {
            char c = text.charAt(at++);
            if (c == '"') {
                quoted(cell);
            } else if (c != '\r') {
                cell.append(c);
            }
        }
        return cell.toString().strip();
    }

    private void quoted(StringBuilder cell) {
        int begun = line;
        while (at < text.length()) {
            char c = text.charAt(at++);
            boolean doubled = c == '"' && at < text.length() && text.charAt(at) == '"';
            if (c == '"' && !doubled) {
                return;
            }
            at += doubled ? 1 : 0;
            line += c == '\n' ? 1 : 0;
            cell.append(c);
        }
        throw new IllegalArgumentException("line " + begun + ": a quotation mark is not closed");
    }
}

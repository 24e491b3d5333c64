package hub.sql;

import hub.json.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes a result row by row. */
final class ResultOutput {

    private static final int FLUSH_CHARS = 16 * 1024;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** By so many rows the widths of a table's columns are decided. */
    private static final int MEASURED_ROWS = 1_000;

    private final OutputStream out;
    private final SqlFormat format;
    private final boolean decimalComma;
    private final List<String> names;
    private final StringBuilder text = new StringBuilder(FLUSH_CHARS + 512);
    private final List<List<Cell>> measured = new ArrayList<>();
    private final List<String> keys;
    private boolean first = true;
    private boolean aligned;
    private int[] widths = {};

    ResultOutput(OutputStream out, SqlFormat format, boolean decimalComma, List<String> names) {
        this.out = out;
        this.format = format;
        this.decimalComma = decimalComma;
        this.names = names;
        this.keys = names.stream()
                .map(name -> new JsonWriter().value(name).toString() + ":")
                .toList();
    }

    void begin() {
        switch (format) {
            case CSV_EXCEL -> {
                text.append(BYTE_ORDER_MARK);
                header(';');
            }
            case CSV -> header(',');
            case JSON -> text.append('[');
            case NDJSON, TABLE -> {
                // Nothing stands before the first row.
            }
        }
    }

    private void header(char separator) {
        for (int i = 0; i < names.size(); i++) {
            text.append(i == 0 ? "" : String.valueOf(separator));
            quoted(names.get(i), separator);
        }
        text.append("\r\n");
    }

    void add(List<Cell> row) throws IOException {
        switch (format) {
            case CSV -> csv(row, ',');
            case CSV_EXCEL -> csv(row, ';');
            case JSON, NDJSON -> object(row);
            case TABLE -> table(row);
        }
        first = false;
        if (text.length() >= FLUSH_CHARS) {
            flush();
        }
    }

    private void csv(List<Cell> row, char separator) {
        for (int i = 0; i < row.size(); i++) {
            text.append(i == 0 ? "" : String.valueOf(separator));
            quoted(shown(row.get(i)), separator);
        }
        text.append("\r\n");
    }

    private String shown(Cell cell) {
        return decimalComma && cell.kind() == Cell.Kind.DECIMAL ? cell.text().replace('.', ',') : cell.text();
    }

    private void quoted(String value, char separator) {
        boolean plain = value.chars().noneMatch(c -> c == separator || c == '"' || c == '\r' || c == '\n');
        text.append(plain ? value : '"' + value.replace("\"", "\"\"") + '"');
    }

    private void object(List<Cell> row) {
        text.append(format == SqlFormat.JSON && !first ? "," : "").append('{');
        for (int i = 0; i < row.size(); i++) {
            text.append(i == 0 ? "" : ",").append(keys.get(i));
            Cell cell = row.get(i);
            switch (cell.kind()) {
                case NULL -> text.append("null");
                case PLAIN, DECIMAL -> text.append(cell.text());
                case TEXT -> text.append(new JsonWriter().value(cell.text()));
            }
        }
        text.append("}\n");
    }

    private void table(List<Cell> row) {
        if (aligned) {
            line(row);
            return;
        }
        measured.add(row);
        if (measured.size() == MEASURED_ROWS) {
            align();
        }
    }

    private void align() {
        aligned = true;
        widths = names.stream().mapToInt(String::length).toArray();
        for (List<Cell> row : measured) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).text().length());
            }
        }
        line(names.stream().map(name -> new Cell(name, Cell.Kind.TEXT)).toList());
        for (int i = 0; i < widths.length; i++) {
            text.append(i == 0 ? "" : "  ").append("-".repeat(widths[i]));
        }
        text.append('\n');
        measured.forEach(this::line);
        measured.clear();
    }

    /** Numbers to the right. */
    private void line(List<Cell> row) {
        int from = text.length();
        for (int i = 0; i < widths.length; i++) {
            String value = row.get(i).text().replace('\n', ' ').replace('\r', ' ');
            String room = " ".repeat(Math.max(0, widths[i] - value.length()));
            boolean right = row.get(i).kind() == Cell.Kind.DECIMAL || row.get(i).kind() == Cell.Kind.PLAIN;
            text.append(i == 0 ? "" : "  ").append(right ? room + value : value + room);
        }
        int end = text.length();
        while (end > from && text.charAt(end - 1) == ' ') {
            end--;
        }
        text.setLength(end);
        text.append('\n');
    }

    void end() throws IOException {
        if (format == SqlFormat.TABLE && !aligned) {
            align();
        }
        text.append(format == SqlFormat.JSON ? "]\n" : "");
        flush();
    }

    private void flush() throws IOException {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
    }
}

package hub.benchmark.report;

import java.util.ArrayList;
import java.util.List;

/** A table in Markdown, its columns aligned for readers of the text. */
public final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    /** A table of these columns. */
    public Table(String... columns) {
        rows.add(List.of(columns));
    }

    /** Adds a row of as many cells as there are columns. */
    public Table row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(String.valueOf(cell).replace("|", "\\|"));
        }
        if (row.size() != rows.get(0).size()) {
            throw new IllegalArgumentException(row.size() + " cells for " + rows.get(0));
        }
        rows.add(row);
        return this;
    }

    @Override
    public String toString() {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(Math.max(widths[i], 3), row.get(i).length());
            }
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            append(out, rows.get(i), widths);
            if (i == 0) {
                appendRule(out, widths);
            }
        }
        return out.toString();
    }

    private void append(StringBuilder out, List<String> row, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - row.get(i).length());
            out.append("| ")
                    .append(isText(i) ? row.get(i) + padding : padding + row.get(i))
                    .append(' ');
        }
        out.append("|\n");
    }

    private void appendRule(StringBuilder out, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            out.append(isText(i) ? "|:" : "|-").append("-".repeat(widths[i])).append(isText(i) ? "-" : ":");
        }
        out.append("|\n");
    }

    /** Text stands at the left, and so does the first column. */
    private boolean isText(int column) {
        String cell = rows.size() < 2 ? "" : rows.get(1).get(column);
        return column == 0 || (!cell.isEmpty() && Character.isLetter(cell.charAt(0)));
    }
}

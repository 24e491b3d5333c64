package hub.columnar;

import hub.columnar.TableSchema.NameColumn;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes an Arrow IPC stream: the schema, a dictionary for each column of names, then batches of rows.
 *
 * <p>All names are known when it begins, so a dictionary is written once and never changed: not every reader can take changes.
 */
public final class ArrowTable implements TableWriter {

    private static final int MAX_ROWS = 65_536;
    private static final int MAX_BATCH_BYTES = 4 << 20;

    private final ArrowMessages messages;
    private final TableSchema schema;
    private final List<Map<String, Integer>> dictionaries = new ArrayList<>();
    private final int room;
    private final long[] times;
    private final int[][] names;
    private final double[][] numbers;
    private int rows;
    private boolean begun;

    /** Begins a stream. Nothing is written before the first batch is full. */
    public ArrowTable(OutputStream out, TableSchema schema) {
        this.messages = new ArrowMessages(out);
        this.schema = schema;
        int rowBytes = Long.BYTES
                + Integer.BYTES * schema.names().size()
                + Double.BYTES * schema.numbers().size();
        this.room = Math.max(1, Math.min(MAX_ROWS, MAX_BATCH_BYTES / rowBytes));
        this.times = new long[room];
        this.names = new int[schema.names().size()][room];
        this.numbers = new double[schema.numbers().size()][room];
        schema.names().forEach(column -> dictionaries.add(numbered(column)));
    }

    private static Map<String, Integer> numbered(NameColumn column) {
        Map<String, Integer> numbered = new HashMap<>();
        column.values().forEach(value -> numbered.put(value, numbered.size()));
        return numbered;
    }

    @Override
    public void row(long timeMicros, String[] rowNames, double[] rowNumbers) throws IOException {
        times[rows] = timeMicros;
        for (int i = 0; i < names.length; i++) {
            names[i][rows] = number(i, rowNames[i]);
        }
        for (int i = 0; i < numbers.length; i++) {
            numbers[i][rows] = rowNumbers[i];
        }
        if (++rows == room) {
            writeBatch();
        }
    }

    private int number(int column, String name) {
        Integer number = dictionaries.get(column).get(name);
        if (number == null) {
            throw new IllegalStateException(
                    "column " + schema.names().get(column).name() + " cannot have " + name);
        }
        return number;
    }

    private void begin() throws IOException {
        if (begun) {
            return;
        }
        begun = true;
        messages.schema(schema);
        for (int i = 0; i < schema.names().size(); i++) {
            messages.dictionary(i, schema.names().get(i).values());
        }
    }

    private void writeBatch() throws IOException {
        begin();
        List<ArrowColumn> columns = new ArrayList<>();
        columns.add(ArrowColumn.ofLongs(times, rows));
        for (int[] column : names) {
            columns.add(ArrowColumn.ofInts(column, rows));
        }
        for (double[] column : numbers) {
            columns.add(ArrowColumn.ofNumbers(column, rows));
        }
        messages.batch(rows, columns);
        rows = 0;
    }

    @Override
    public void end() throws IOException {
        begin();
        if (rows > 0) {
            writeBatch();
        }
        messages.end();
    }
}

package hub.columnar;

import hub.columnar.TableSchema.NameColumn;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Writes a table whose size is known, in a process of its own: {@code parquet|arrow ROWS COLUMNS FILE}. */
public final class ManyRows {

    private static final String[] DEVICES = {"A", "B", "C"};

    private ManyRows() {}

    public static void main(String[] args) throws IOException {
        try (OutputStream out = Files.newOutputStream(Path.of(args[3]))) {
            write(out, args[0], Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        }
    }

    /** Every seventh number is absent, none is like another. */
    private static void write(OutputStream out, String format, int rows, int columns) throws IOException {
        List<String> numbers =
                IntStream.range(0, columns).mapToObj(i -> "n" + i).toList();
        TableSchema schema = new TableSchema(
                List.of(new NameColumn("device", List.of(DEVICES))), numbers, Map.of("made", "for a test"));
        TableWriter table = format.equals("parquet") ? new ParquetTable(out, schema) : new ArrowTable(out, schema);
        Random random = new Random(7);
        double[] row = new double[columns];
        for (int i = 0; i < rows; i++) {
            for (int column = 0; column < columns; column++) {
                row[column] = (i + column) % 7 == 0 ? Double.NaN : random.nextDouble();
            }
            table.row(i * 1_000L, new String[] {DEVICES[i % 3]}, row);
        }
        table.end();
    }
}

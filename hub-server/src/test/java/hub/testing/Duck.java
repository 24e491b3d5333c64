package hub.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.duckdb.DuckDBConnection;

/** Readers of another make: DuckDB for Parquet, Arrow's own and then DuckDB for Arrow streams. */
public final class Duck implements AutoCloseable {

    private final Connection connection;

    private Duck(Connection connection) {
        this.connection = connection;
    }

    public static Duck open() throws SQLException {
        return new Duck(DriverManager.getConnection("jdbc:duckdb:"));
    }

    public void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The names of the columns, their types, and the rows: times as instants, the rest as it is. */
    public List<List<Object>> table(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            ResultSetMetaData columns = rows.getMetaData();
            List<Object> names = new ArrayList<>();
            List<Object> types = new ArrayList<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                names.add(columns.getColumnName(i));
                types.add(columns.getColumnTypeName(i));
            }
            List<List<Object>> table = new ArrayList<>(List.of(names, types));
            while (rows.next()) {
                Object[] row = new Object[names.size()];
                for (int i = 0; i < row.length; i++) {
                    Object cell = rows.getObject(i + 1);
                    row[i] = cell instanceof OffsetDateTime time ? time.toInstant() : cell;
                }
                table.add(Arrays.asList(row));
            }
            return table;
        }
    }

    public List<List<Object>> parquet(Path file) throws SQLException {
        return table("SELECT * FROM read_parquet('" + file + "')");
    }

    public List<List<Object>> arrow(Path file) throws SQLException, IOException {
        try (RootAllocator allocator = new RootAllocator();
                ArrowStreamReader reader = new ArrowStreamReader(Files.newInputStream(file), allocator);
                ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator)) {
            Data.exportArrayStream(allocator, reader, stream);
            connection.unwrap(DuckDBConnection.class).registerArrowStream("stream", stream);
            return table("SELECT * FROM stream");
        }
    }

    /** What CSV of the hub's says, in the same form. */
    public static List<List<Object>> csv(String text) {
        List<String> lines = text.lines().toList();
        List<String> header = List.of(lines.get(0).split(",", -1));
        List<Object> types = new ArrayList<>();
        for (String name : header) {
            types.add(name.equals("time") ? "TIMESTAMP WITH TIME ZONE" : isName(name) ? "VARCHAR" : "DOUBLE");
        }
        List<List<Object>> table = new ArrayList<>(List.of(new ArrayList<>(header), types));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            Object[] row = new Object[cells.length];
            for (int i = 0; i < cells.length; i++) {
                row[i] = cell(header.get(i), cells[i]);
            }
            table.add(Arrays.asList(row));
        }
        return table;
    }

    private static boolean isName(String column) {
        return column.equals("device") || column.equals("metric") || column.equals("qa");
    }

    @SuppressWarnings("NullAway") // What is absent is null in a row.
    private static Object cell(String column, String text) {
        if (column.equals("time")) {
            return Instant.parse(text);
        }
        return isName(column) ? text : text.isEmpty() ? null : Double.valueOf(text);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

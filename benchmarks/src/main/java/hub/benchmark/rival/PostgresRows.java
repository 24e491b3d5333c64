package hub.benchmark.rival;

import hub.benchmark.data.SeriesName;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Rows in PostgreSQL, a server of its own on this machine; loaded by COPY, then indexed. */
public final class PostgresRows implements RowStore {

    private final EmbeddedPostgres server;
    private final Connection connection;
    private final Path file;
    private final Writer rows;

    private PostgresRows(EmbeddedPostgres server, Path file) throws SQLException, IOException {
        this.server = server;
        this.connection = server.getPostgresDatabase().getConnection();
        execute("CREATE TABLE reading (series INTEGER NOT NULL, time BIGINT NOT NULL, value FLOAT8 NOT NULL)");
        execute("CREATE TABLE series (id INTEGER PRIMARY KEY, device TEXT, metric TEXT)");
        this.file = file;
        this.rows = Files.newBufferedWriter(file);
    }

    /**
     * Starts a server on an empty database, with memory for all of it.
     *
     * @throws IOException if it cannot be started here
     */
    public static PostgresRows start(Path directory) throws IOException, SQLException {
        return new PostgresRows(
                EmbeddedPostgres.builder()
                        .setDataDirectory(directory)
                        .setServerConfig("shared_buffers", "3GB")
                        .setServerConfig("effective_cache_size", "8GB")
                        .setServerConfig("work_mem", "512MB")
                        .setServerConfig("maintenance_work_mem", "1GB")
                        .setServerConfig("max_wal_size", "8GB")
                        .start(),
                directory.resolveSibling("rows.copy").toAbsolutePath());
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public void add(int series, long timeMillis, double value) throws SQLException {
        try {
            rows.append(series + "\t" + timeMillis + "\t" + value + "\n");
        } catch (IOException e) {
            throw new SQLException("the file to copy from cannot be written", e);
        }
    }

    /** All rows wait in a file for {@link #name}. */
    @Override
    public void commit() {
        // Said above.
    }

    /** All rows are there: names the series and makes the index; a later row of the same time replaces the one before. */
    public void name(List<SeriesName> series) throws SQLException, IOException {
        rows.close();
        execute("COPY reading FROM '" + file + "'");
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO series VALUES (?, ?, ?)")) {
            for (int i = 0; i < series.size(); i++) {
                insert.setInt(1, i);
                insert.setString(2, series.get(i).device().value());
                insert.setString(3, series.get(i).metric().name());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        execute("CREATE INDEX reading_key ON reading (series, time)");
        execute(
                "DELETE FROM reading a USING (SELECT series, time, max(ctid) AS newest FROM reading GROUP BY series, time"
                        + " HAVING count(*) > 1) b WHERE a.series = b.series AND a.time = b.time AND a.ctid <> b.newest");
        execute("ALTER TABLE reading ADD PRIMARY KEY (series, time)");
        execute("DROP INDEX reading_key");
        execute("VACUUM (FREEZE, ANALYZE)");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** For questions. */
    public Connection asking() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        try {
            connection.close();
            server.close();
        } catch (IOException e) {
            throw new SQLException("PostgreSQL does not stop", e);
        }
    }
}

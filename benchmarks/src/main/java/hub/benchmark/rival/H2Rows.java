package hub.benchmark.rival;

import java.nio.file.Path;
import java.sql.SQLException;

/** Rows in H2 as it is sold, but durable: what the hub would be without chunks and journal. */
public final class H2Rows extends JdbcRows {

    private H2Rows(Path file) throws SQLException {
        super(
                "jdbc:h2:file:" + file.toAbsolutePath() + ";WRITE_DELAY=0",
                "MERGE INTO reading (series, time, reading_value) VALUES (?, ?, ?)",
                "CREATE TABLE reading (series INTEGER, time BIGINT, reading_value DOUBLE PRECISION,"
                        + " PRIMARY KEY (series, time))");
    }

    /** A new database. */
    public static H2Rows open(Path file) throws SQLException {
        return new H2Rows(file);
    }

    @Override
    public String name() {
        return "H2 rows";
    }

    /** H2's COMMIT does not force. */
    @Override
    public void commit() throws SQLException {
        super.commit();
        execute("CHECKPOINT SYNC");
    }
}

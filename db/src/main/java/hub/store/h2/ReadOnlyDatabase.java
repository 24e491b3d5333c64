package hub.store.h2;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;

/** A database that is read as it is on the disk: what H2 would write to the file stays in memory. */
final class ReadOnlyDatabase implements AutoCloseable {

    /** Results are read row by row: H2 would write large ones to a temporary file beside the database. */
    private static final String SETTINGS = ";IFEXISTS=TRUE;LAZY_QUERY_EXECUTION=1" + Database.SETTINGS;

    private final String file;
    private final String url;
    private Connection connection;

    private ReadOnlyDatabase(String file, String url, Connection connection) {
        this.file = file;
        this.url = url;
        this.connection = connection;
    }

    /**
     * Opens a database that no hub has open.
     *
     * @param path without the ending that H2 adds
     */
    static ReadOnlyDatabase open(Path path) throws SQLException {
        Path absolute = OpenDatabase.absolute(path);
        String file = Database.FILE_SYSTEM + absolute + ".mv.db";
        String url = "jdbc:h2:" + OverlayDisk.SCHEME + ":" + Database.FILE_SYSTEM + absolute + SETTINGS;
        OverlayDisk.keep(file);
        try {
            FileRecovery.recover(OverlayDisk.SCHEME + ":" + file);
            return new ReadOnlyDatabase(file, url, connect(url));
        } catch (SQLException | RuntimeException e) {
            OverlayDisk.discard(file);
            throw e;
        }
    }

    private static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, "sa", "");
    }

    /** The connection; another one if H2 has closed the file after an error. */
    Connection connection() throws SQLException {
        if (connection.isClosed() || engine().getStore().getMvStore().isClosed()) {
            connection = connect(url);
        }
        return connection;
    }

    private org.h2.engine.Database engine() throws SQLException {
        return ((SessionLocal) connection.unwrap(JdbcConnection.class).getSession()).getDatabase();
    }

    String url() {
        return url;
    }

    @Override
    public void close() throws SQLException {
        try (Statement statement = connection().createStatement()) {
            statement.execute("SHUTDOWN IMMEDIATELY");
        } finally {
            OverlayDisk.discard(file);
        }
    }
}

package hub.sql;

import hub.sql.source.Source;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.schema.Schema;
import org.h2.util.TimeZoneProvider;

/**
 * A database in memory for one statement: its tables hold nothing, its user has no rights, nothing of it is left when it is
 * closed, and it knows of no file.
 */
final class StatementDatabase implements AutoCloseable {

    private static final String SETTINGS =
            ";DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;NON_KEYWORDS=VALUE"
                    + ";TIME ZONE=UTC;TRACE_LEVEL_FILE=0;TRACE_LEVEL_SYSTEM_OUT=0;LOCK_TIMEOUT=0";

    private static final String USER = "analyst";

    private final Snapshots snapshots;
    private final Connection owner;
    private final Connection user;

    private StatementDatabase(Snapshots snapshots, Connection owner, Connection user) {
        this.snapshots = snapshots;
        this.owner = owner;
        this.user = user;
    }

    static StatementDatabase open(Source source, List<BucketCall> calls, Run run) {
        // A name that nobody else knows: a second connection, without rights, has to find it.
        String url = "jdbc:h2:mem:" + UUID.randomUUID();
        String password = UUID.randomUUID().toString();
        Snapshots snapshots = new Snapshots(source);
        try {
            JdbcConnection owner = new JdbcConnection(url + SETTINGS, null, "owner", password, false);
            try (Statement statement = owner.createStatement()) {
                statement.execute("CREATE USER " + USER + " PASSWORD ''");
                statement.execute("GRANT SELECT ON SCHEMA public TO " + USER);
            }
            Schema schema = ((SessionLocal) owner.getSession()).getDatabase().getMainSchema();
            schema.add(new ReadingsTable(schema, source, snapshots, run));
            new ListTables(source, run).all(schema).forEach(schema::add);
            for (int i = 0; i < calls.size(); i++) {
                schema.add(new BucketsTable(schema, CheckedStatement.tableOf(i), calls.get(i), source, snapshots, run));
            }
            JdbcConnection user = new JdbcConnection(url, null, USER, "", false);
            SessionLocal session = (SessionLocal) user.getSession();
            session.setTimeZone(TimeZoneProvider.UTC);
            session.setNonKeywords(((SessionLocal) owner.getSession()).getNonKeywords());
            // So that a result is not held as a whole where it need not be.
            session.setLazyQueryExecution(true);
            return new StatementDatabase(snapshots, owner, user);
        } catch (SQLException e) {
            throw new IllegalStateException("no database for a statement: " + e.getMessage(), e);
        }
    }

    Connection user() {
        return user;
    }

    @Override
    public void close() throws SQLException {
        try (owner;
                snapshots) {
            user.close();
        }
    }
}

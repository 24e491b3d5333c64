package hub.sql;

import hub.sql.SqlStoppedException.Stop;
import hub.sql.source.Source;
import hub.sql.source.SourceServer;
import hub.store.SeriesRecord;
import hub.store.SeriesScan;
import hub.store.SeriesSelection;
import hub.store.Snapshot;
import hub.store.TimeRange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a statement sees of the store: of equal selections always the same, however often it looks. All are closed with it,
 * since the database does not say when it is done with one.
 */
final class Snapshots implements AutoCloseable {

    private final Source source;
    private final Map<SeriesSelection, Snapshot> open = new HashMap<>();

    Snapshots(Source source) {
        this.source = source;
    }

    /** Closing it does nothing. */
    Snapshot of(SeriesSelection selection) {
        Snapshot known = open.get(selection);
        if (known == null) {
            if (open.size() >= SourceServer.MAX_SNAPSHOTS) {
                throw new SqlStoppedException(
                        Stop.TOO_LARGE,
                        "the statement looks for more than " + SourceServer.MAX_SNAPSHOTS
                                + " choices of series one by one: join the other way round, or ask for fewer");
            }
            known = source.snapshot(selection);
            open.put(selection, known);
        }
        return new Shared(known);
    }

    private record Shared(Snapshot snapshot) implements Snapshot {

        @Override
        public List<SeriesRecord> series() {
            return snapshot.series();
        }

        @Override
        public SeriesScan scan(TimeRange range) {
            return snapshot.scan(range);
        }

        @Override
        public void close() {
            // Others look at it, too.
        }
    }

    @Override
    public void close() {
        open.values().forEach(Snapshot::close);
        open.clear();
    }
}

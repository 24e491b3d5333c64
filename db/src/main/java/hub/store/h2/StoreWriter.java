package hub.store.h2;

import hub.store.RetentionRules;
import hub.store.h2.FoldWriter.Written;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the database: folds, merges, retention, deletion. Each is one transaction, forced before memory shows it. By
 * one thread only.
 */
final class StoreWriter {

    private static final Logger log = LoggerFactory.getLogger(StoreWriter.class);

    /** H2 keeps what a transaction deletes in memory until it ends; beyond 19 MB it spoils the file (RATIONALE.md). */
    private static final long DELETED_BYTES = 4 << 20;

    /** How much of the file is to be in use: the rest is what a file that is written to needs to breathe. */
    private static final int TARGET_PERCENT = 80;

    /** So much of the file of a store at rest. */
    private static final int DENSE_PERCENT = 97;

    private static final long RECLAIM_EVERY_MICROS = Duration.ofMinutes(1).toMillis() * 1_000;
    private static final long EXPIRY_EVERY_MICROS = Duration.ofMinutes(1).toMillis() * 1_000;

    private final Database database;
    private final StoreState state;
    private final RetentionRules rules;
    private final Maintenance maintenance;
    private final Pace pace;
    private long nextExpiry = Long.MIN_VALUE;
    private long nextReclaim = Long.MIN_VALUE;

    StoreWriter(Database database, StoreState state, RetentionRules rules, long maxMergeInput) {
        this.database = database;
        this.state = state;
        this.rules = rules;
        this.pace = new Pace(state::foldDue);
        this.maintenance = new Maintenance(rules, state::seriesOf, maxMergeInput);
        state.devices().forEach(maintenance::changed);
    }

    /** The payloads that wait to be deleted since an earlier life. */
    static List<Long> garbage(Connection connection) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM garbage ORDER BY id")) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        return ids;
    }

    /** Folds what is in memory. Returns the position up to which the journal may be trimmed. */
    long fold() {
        heal();
        FoldEvent event = FoldEvent.started();
        long applied = state.appliedPosition();
        // Twice if an earlier fold failed: what that one left comes first, then what was applied since.
        for (FrozenHead next = state.freeze();
                next != null;
                next = state.row().position() < applied ? state.freeze() : null) {
            write(next);
        }
        event.ended(state.row().position());
        return state.row().position();
    }

    /** After a failed write, as on a full disk, H2 has closed the file: it is opened again, if it can be by now. */
    private void heal() {
        if (database.isBroken()) {
            database.reopen(connection -> {
                StoreRow row = StoreRow.read(connection);
                state.resume(row, ChunkList.read(connection, row));
                return row;
            });
            state.devices().forEach(maintenance::changed);
            log.info(
                    "database opened again after an error, folded up to journal position {}",
                    state.row().position());
        }
    }

    /** Writes a head that was set aside; after a failure it stays where it is, visible, until the next fold. */
    private void write(FrozenHead head) {
        try {
            StoreRow before = state.row();
            Written written =
                    database.commitDurably(connection -> new FoldWriter(connection, head, pace).write(before));
            state.folded(head, written);
            written.chunks().keySet().forEach(maintenance::changed);
        } catch (RuntimeException e) {
            state.foldFailed();
            throw e;
        }
    }

    /** Does the next thing that keeps the store small; returns whether there may be more. */
    boolean maintain(long nowMicros) {
        heal();
        Pins.Deletable garbage = state.deletablePayloads(DELETED_BYTES);
        if (garbage.more()) {
            return delete(garbage.ids());
        }
        return expire(nowMicros)
                || erase()
                || merge(MergePlan.Zeal.TIERED)
                || delete(garbage.ids())
                || reclaim(nowMicros);
    }

    /** Gives space in the file back, from time to time: a step costs some of the disk's time. */
    private boolean reclaim(long nowMicros) {
        if (nowMicros < nextReclaim) {
            return false;
        }
        boolean more = database.reclaim(TARGET_PERCENT);
        if (!more) {
            nextReclaim = nowMicros + RECLAIM_EVERY_MICROS;
        }
        return more;
    }

    private boolean delete(List<Long> garbage) {
        if (garbage.isEmpty()) {
            return false;
        }
        database.commitDurably(connection -> {
            try (RowBatch payloads = new RowBatch(connection, "DELETE FROM payload WHERE id = ?");
                    RowBatch ids = new RowBatch(connection, "DELETE FROM garbage WHERE id = ?")) {
                for (long id : garbage) {
                    payloads.add(id);
                    ids.add(id);
                }
                payloads.flush();
                ids.flush();
            }
            return garbage.size();
        });
        state.payloadsDeleted(garbage.size());
        return true;
    }

    private boolean expire(long nowMicros) {
        if (rules.keepsAll() || nowMicros < nextExpiry) {
            return false;
        }
        List<Change> changes = maintenance.expiries(state.devices(), nowMicros);
        if (changes.isEmpty()) {
            nextExpiry = nowMicros + EXPIRY_EVERY_MICROS;
            return false;
        }
        run(changes);
        return true;
    }

    /** Takes away some of what is left of devices that are erased; returns whether there was any. */
    private boolean erase() {
        List<DeviceState> erased = state.erased();
        List<Change> chunks = Maintenance.erasures(erased);
        if (!chunks.isEmpty()) {
            run(chunks);
            return true;
        }
        if (erased.isEmpty()) {
            return false;
        }
        state.eventsErased(database.commitDurably(connection -> new Erasing(connection).run(erased)));
        return true;
    }

    /** Merges some of what pays; returns whether there was any. */
    boolean merge(MergePlan.Zeal zeal) {
        List<Change> changes = maintenance.merges(zeal);
        if (changes.isEmpty()) {
            return false;
        }
        run(changes);
        return true;
    }

    /** Merges all that can be merged, and deletes all that nobody reads any more. */
    void mergeAll() {
        while (erase()) {
            log.debug("erasing what is left of {} devices", state.erased().size());
        }
        state.devices().forEach(maintenance::changed);
        while (merge(MergePlan.Zeal.THOROUGH)) {
            log.info(
                    "{} chunks left after merging {}",
                    state.statistics().chunks(),
                    state.statistics().mergedChunks());
        }
        while (delete(state.deletablePayloads(DELETED_BYTES).ids())) {
            log.debug("{} payloads to delete", state.statistics().garbagePayloads());
        }
        while (database.reclaim(DENSE_PERCENT)) {
            log.debug("reclaiming space in the file");
        }
    }

    private void run(List<Change> changes) {
        MergeEvent event = MergeEvent.started();
        StoreRow before = state.row();
        List<ChunkMerge.Result> results = new ArrayList<>(changes.size());
        StoreRow after = database.commitDurably(connection -> {
            results.clear();
            try (ChunkWriter writer = new ChunkWriter(connection, before, pace);
                    Payloads payloads = new Payloads(database, new ReadCounters())) {
                for (Change change : changes) {
                    results.add(new ChunkMerge(change.device(), payloads, writer).run(change));
                }
                StoreRow row = writer.finish(before);
                row.write(connection);
                return row;
            }
        });
        state.replaced(changes, results, after);
        for (int i = 0; i < changes.size(); i++) {
            maintenance.done(changes.get(i), results.get(i));
        }
        event.ended(changes.size());
    }
}

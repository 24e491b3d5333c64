package hub.store.h2;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Checks the table {@code event}, and that its indexes lead to its rows. */
final class EventCheck {

    private static final String OTHERS_ARE_FINE = "other events can be read; " + TableScan.RESTORE;

    private final TableScan scan;
    private final CatalogueCheck catalogue;
    private final Map<Long, Integer> newest;
    private long last;
    private long count;
    private long damaged;
    private long timeDigest;
    private long deviceDigest;

    EventCheck(TableScan scan, CatalogueCheck catalogue) {
        this.scan = scan;
        this.catalogue = catalogue;
        this.newest = new HashMap<>(catalogue.newestEvents());
    }

    /** @param store what must be there; empty if that is not known */
    void run(ReadOnlyDatabase database, Optional<StoreRow> store) {
        scan.each("event", "time, device_id, type, reason, detail, row_check", 1_000, this::read);
        store.ifPresent(row -> requireLast(row.lastEvent()));
        newest.forEach((event, device) -> scan.damage(
                "event",
                "event " + event,
                "the newest of " + catalogue.describe(device) + " is not there",
                "the hub does not start with it: " + TableScan.RESTORE));
        if (damaged == 0) { // A damaged row differs from the indexes, too.
            checkIndex(database, "event_by_time", "time", "time >= " + Long.MIN_VALUE, timeDigest);
            checkIndex(
                    database,
                    "event_of_device",
                    "device_id",
                    "(device_id IS NULL OR device_id >= " + Integer.MIN_VALUE + ")",
                    deviceDigest);
        }
    }

    private void requireLast(long expected) {
        if (last < expected) {
            lost(last + 1, expected);
        } else if (last > expected) {
            scan.damage("event", "event " + last, "should not be there: the last is " + expected, OTHERS_ARE_FINE);
        }
    }

    private void read(long id, ResultSet row) throws SQLException {
        if (id > last + 1) {
            lost(last + 1, id - 1);
        }
        last = id;
        count++;
        long time = row.getLong(2);
        int number = row.getInt(3);
        Integer device = row.wasNull() ? null : number;
        timeDigest += digest(time, id);
        deviceDigest += digest(device == null ? 0 : device, id);
        damaged++;
        FoldWriter.eventCheck(id, time, device, row.getInt(4), row.getString(5), row.getString(6))
                .require(row.getInt(7), "the row");
        damaged--;
        if (device != null && !catalogue.knowsDevice(device)) {
            throw new DamagedRowException("is of device " + device + ", which is not there");
        }
        Integer expected = newest.remove(id);
        if (expected != null && !expected.equals(device)) {
            throw new DamagedRowException("is not of " + catalogue.describe(expected) + ", whose newest it should be");
        }
    }

    private void lost(long from, long to) {
        String where = from == to ? "event " + from : "events " + from + " to " + to;
        scan.damage("event", where, "not there, or unreadable", OTHERS_ARE_FINE);
    }

    private void checkIndex(ReadOnlyDatabase database, String index, String column, String all, long digest) {
        // The condition is always true; without one H2 would read the table instead of the index.
        String sql = "SELECT " + column + ", id FROM event USE INDEX (" + index + ") WHERE " + all;
        long rows = 0;
        long sum = 0;
        try (Statement statement = database.connection().createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                rows++;
                sum += digest(found.getLong(1), found.getLong(2));
            }
            if (rows != count || sum != digest) {
                differs(index, rows + " entries for " + count + " events" + (rows == count ? ", and others" : ""));
            }
        } catch (SQLException e) {
            differs(index, "cannot be read: " + TableScan.message(e));
        }
    }

    private void differs(String index, String what) {
        scan.damage("event", "index " + index, what, "questions for events may miss some; " + TableScan.RESTORE);
    }

    private static long digest(long column, long id) {
        return new ChunkRef(id, column, 0, 0, 0).digest(0);
    }

    long count() {
        return count;
    }
}

package hub.store.h2;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Checks the table {@code event}, and that each event leads to the one before it. */
final class EventCheck {

    private static final String OTHERS_ARE_FINE = "other events can be read; " + TableScan.RESTORE;

    private final TableScan scan;
    private final CatalogueCheck catalogue;
    private final Map<Long, Integer> neededEvents;
    private final Map<Integer, Long> newestOf = new HashMap<>();

    private EventTally tally = EventTally.NONE;
    private boolean whole = true;
    private long count;

    EventCheck(TableScan scan, CatalogueCheck catalogue) {
        this.scan = scan;
        this.catalogue = catalogue;
        this.neededEvents = new HashMap<>(catalogue.neededEvents());
    }

    /** @param store what must be there; empty if that is not known */
    void run(Optional<StoreRow> store) {
        scan.each("event", EventRow.COLUMNS, 1_000, this::read);
        store.ifPresent(row -> requireTally(row.events()));
        neededEvents.forEach((event, device) -> scan.damage(
                "event",
                "event " + event,
                catalogue.describe(device) + " names it, and it is not there",
                "the hub does not start with it: " + TableScan.RESTORE));
        if (whole) {
            catalogue.newestEvents().forEach(this::requireNewest);
        }
    }

    private void requireTally(EventTally expected) {
        if (tally.last() < expected.last()) {
            lost(tally.last() + 1, expected.last());
        } else if (tally.last() > expected.last()) {
            scan.damage(
                    "event",
                    "event " + tally.last(),
                    "should not be there: the last is " + expected.last(),
                    OTHERS_ARE_FINE);
        } else if (whole && !tally.equals(expected)) {
            scan.damage("event", "times", tally + " where " + expected + " is expected", OTHERS_ARE_FINE);
        }
    }

    private void requireNewest(int device, long expected) {
        long found = newestOf.getOrDefault(device, 0L);
        if (found != expected) {
            String what = "event " + found + " is the newest of " + catalogue.describe(device) + ", not " + expected;
            scan.damage("device", catalogue.describe(device), what, OTHERS_ARE_FINE);
        }
    }

    private void read(long id, ResultSet columns) throws SQLException {
        if (id > tally.last() + 1) {
            lost(tally.last() + 1, id - 1);
        }
        count++;
        EventTally before = new EventTally(id - 1, tally.latest(), tally.setBack());
        tally = new EventTally(id, tally.latest(), tally.setBack()); // As far as is known if the row is damaged.
        boolean soFar = whole;
        whole = false;
        EventRow row = EventRow.read(columns);
        whole = soFar;
        tally = before.with(row.time());
        requireOrder(row);
        Integer device = row.device();
        if (device != null && !catalogue.knowsDevice(device)) {
            throw new DamagedRowException("is of device " + device + ", which is not there");
        }
        Integer expected = neededEvents.remove(id);
        if (expected != null && !expected.equals(device)) {
            throw new DamagedRowException("is not of " + catalogue.describe(expected) + ", which names it");
        }
    }

    private void requireOrder(EventRow row) {
        long previous = row.device() == null ? 0 : newestOf.getOrDefault(row.device(), 0L);
        if (row.device() != null) {
            newestOf.put(row.device(), row.number());
        }
        if (whole && row.latest() != tally.latest()) {
            throw new DamagedRowException("says that no event before is later than " + row.latest());
        }
        if (whole && row.previous() != previous) {
            throw new DamagedRowException("follows event " + row.previous() + ", should follow " + previous);
        }
    }

    private void lost(long from, long to) {
        whole = false;
        String where = from == to ? "event " + from : "events " + from + " to " + to;
        scan.damage("event", where, "not there, or unreadable", OTHERS_ARE_FINE);
    }

    long count() {
        return count;
    }
}

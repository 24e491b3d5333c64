package hub.store.h2;

import hub.entry.Event;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table {@code event}.
 *
 * @param device its number; null if the event is the hub's
 * @param latest the greatest time of this event and all before it, in µs since 1970
 * @param previous the number of the device's event before this one, 0 if there is none or no device
 */
record EventRow(
        long number,
        long time,
        @Nullable Integer device,
        int type,
        String reason,
        String detail,
        long latest,
        long previous) {

    static final String COLUMNS = "time, device_id, type, reason, detail, latest, previous, row_check";

    static EventRow of(StoredEvent stored) {
        Event event = stored.event().event();
        DeviceState device = stored.device();
        return new EventRow(
                stored.number(),
                event.timeMicros(),
                device == null ? null : device.number,
                event.type().code(),
                event.reason(),
                event.detail(),
                stored.latest(),
                stored.previous());
    }

    /**
     * Reads the number and {@link #COLUMNS}, which come first.
     *
     * @throws DamagedRowException if the row is not as it was written
     */
    static EventRow read(ResultSet row) throws SQLException {
        int number = row.getInt(3);
        Integer device = row.wasNull() ? null : number;
        EventRow read = new EventRow(
                row.getLong(1),
                row.getLong(2),
                device,
                row.getInt(4),
                row.getString(5),
                row.getString(6),
                row.getLong(7),
                row.getLong(8));
        read.check().require(row.getInt(9), "the row of event " + read.number());
        return read;
    }

    /** What is left of it when its device is erased. */
    EventRow erased() {
        return new EventRow(number, time, null, Event.Type.ERASED.code(), "", "", latest, 0);
    }

    boolean isErased() {
        return type == Event.Type.ERASED.code();
    }

    /** Writes it over the row of that number. */
    void update(RowBatch batch) throws SQLException {
        batch.add(time, device, type, reason, detail, latest, previous, check().value(), number);
    }

    void insert(RowBatch batch) throws SQLException {
        batch.add(number, time, device, type, reason, detail, latest, previous, check().value());
    }

    private RowCheck check() {
        return new RowCheck()
                .add(number)
                .add(time)
                .add(device == null ? -1 : device)
                .add(type)
                .add(reason)
                .add(detail)
                .add(latest)
                .add(previous);
    }
}

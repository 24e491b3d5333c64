package hub.store.h2;

import hub.entry.EntryCodec;
import hub.protocol.DeviceId;
import hub.protocol.Metric;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads devices, series and the list of chunks at start-up, and holds them against the store's row. */
final class CatalogueLoader {

    private final Connection connection;
    private final Catalogue catalogue;
    private final Map<Integer, DeviceState> devices = new HashMap<>();
    private final Map<Integer, SeriesState> series = new HashMap<>();

    /** Devices without a name, with the numbers of the newest events that are left of them. */
    private final Map<Integer, Long> erased = new HashMap<>();

    private int erasedSeries;
    private final List<StoredState> states = new ArrayList<>();

    CatalogueLoader(Connection connection, Catalogue catalogue) {
        this.connection = connection;
        this.catalogue = catalogue;
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record StoredState(DeviceState device, byte[] state) {}

    /**
     * Fills the catalogue.
     *
     * @throws DamagedRowException if a row is damaged or lost
     */
    StoreRow load() throws SQLException {
        StoreRow row = StoreRow.read(connection);
        forEach("SELECT id, name, profile, state, row_check FROM device ORDER BY id", this::addDevice);
        require("devices", row.devices(), devices.size() + erased.size(), catalogue.lastDevice());
        forEach("SELECT id, device_id, metric, unit, row_check FROM series ORDER BY id", this::addSeries);
        require("series", row.series(), series.size() + erasedSeries, catalogue.lastSeries());
        restoreStates(row.events());
        addChunks(row);
        return row;
    }

    private static void require(String what, int wanted, int found, int last) {
        if (wanted != found || wanted != last) {
            throw new DamagedRowException(
                    "there are " + found + " " + what + " up to number " + last + ", there should be " + wanted);
        }
    }

    private void addDevice(ResultSet row) throws SQLException {
        int number = row.getInt(1);
        String name = row.getString(2);
        String profile = row.getString(3);
        byte[] state = row.getBytes(4);
        FoldWriter.deviceCheck(number, name, profile, state).require(row.getInt(5), "the row of device " + number);
        if (name.isEmpty()) {
            catalogue.reserve(number, 0);
            erased.put(number, DeviceStateCodec.newestEvent(state));
            return;
        }
        DeviceState device = catalogue.restoreDevice(number, new DeviceId(name));
        device.stored = true;
        if (profile != null) {
            device.profile = EntryCodec.hello(profile);
        }
        devices.put(number, device);
        states.add(new StoredState(device, state));
    }

    private void addSeries(ResultSet row) throws SQLException {
        int number = row.getInt(1);
        int device = row.getInt(2);
        String metric = row.getString(3);
        String unit = row.getString(4);
        FoldWriter.seriesCheck(number, device, metric, unit).require(row.getInt(5), "the row of series " + number);
        if (metric.isEmpty()) {
            catalogue.reserve(0, number);
            erasedSeries++;
            return;
        }
        SeriesState state = catalogue.restoreSeries(number, device(device), new Metric(metric), unit);
        state.stored = true;
        series.put(number, state);
    }

    private void restoreStates(EventTally events) throws SQLException {
        Map<DeviceState, StoredEvents> remembered = new HashMap<>();
        for (StoredState stored : states) {
            DeviceStateCodec.restore(stored.state(), "device " + stored.device().id, new DeviceStateCodec.Target() {
                @Override
                public void state(long lastReceivedMicros, StoredEvents events) {
                    stored.device().received(lastReceivedMicros);
                    remembered.put(stored.device(), events);
                }

                @Override
                public void mark(long epoch, long seq) {
                    stored.device().mark(epoch, seq);
                }

                @Override
                public void newest(int number, long timeMicros, double value) {
                    series(number).restore(timeMicros, value);
                }
            });
        }
        restoreEvents(remembered, events);
    }

    private void restoreEvents(Map<DeviceState, StoredEvents> remembered, EventTally tally) throws SQLException {
        try (EventRows rows = new EventRows(connection, tally, Set.of())) {
            for (Map.Entry<DeviceState, StoredEvents> each : remembered.entrySet()) {
                restoreEvents(each.getKey(), each.getValue(), rows);
            }
        }
    }

    private static void restoreEvents(DeviceState device, StoredEvents stored, EventRows rows) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        numbers.add(stored.lastState());
        for (StoredEvents.Command command : stored.commands()) {
            numbers.add(command.issued());
            numbers.add(command.sent());
        }
        for (long number : numbers) {
            if (number != 0) {
                device.follow(rows.readOf(device.id, number).event());
            }
        }
        device.lastEvent = stored.newest();
    }

    private void addChunks(StoreRow expected) throws SQLException {
        Map<Integer, DeviceChunks> all = ChunkList.read(connection, expected);
        all.forEach((number, chunks) -> {
            if (!erased.containsKey(number)) {
                device(number).chunks = chunks;
            }
        });
        erased.forEach((number, newestEvent) -> {
            DeviceChunks chunks = all.getOrDefault(number, DeviceChunks.NONE);
            if (newestEvent != 0 || !chunks.all().isEmpty()) {
                catalogue.erased().add(DeviceState.tombstone(number, newestEvent, chunks));
            }
        });
    }

    private DeviceState device(int number) {
        @Nullable DeviceState device = devices.get(number);
        if (device == null) {
            throw new DamagedRowException("device " + number + " is lost");
        }
        return device;
    }

    private SeriesState series(int number) {
        @Nullable SeriesState found = series.get(number);
        if (found == null) {
            throw new DamagedRowException("series " + number + " is lost");
        }
        return found;
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void forEach(String sql, RowReader reader) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(1_000);
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }
}

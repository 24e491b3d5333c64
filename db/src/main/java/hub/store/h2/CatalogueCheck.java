package hub.store.h2;

import hub.entry.EntryCodec;
import hub.protocol.DeviceId;
import hub.protocol.Metric;
import hub.store.DeviceRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks the tables {@code device} and {@code series}, and knows afterwards what other tables may refer to. */
final class CatalogueCheck {

    private static final String CANNOT_START = "the hub does not start with it: " + TableScan.RESTORE;

    /** What stands for a device in place of a name that cannot be trusted. */
    private static final String UNKNOWN = "?";

    /** Stands for a device that is erased. */
    private static final String ERASED = "";

    private final TableScan scan;
    private final Map<Integer, String> devices = new HashMap<>();
    private final Set<String> deviceNames = new HashSet<>();
    private final Set<String> seriesNames = new HashSet<>();
    private final Map<Integer, Integer> deviceOfSeries = new HashMap<>();
    private final Map<Integer, byte[]> states = new HashMap<>();
    private final Map<Integer, Long> newestEvents = new HashMap<>();
    private final Map<Long, Integer> neededEvents = new HashMap<>();
    private int erasedSeries;
    private long newestReceived = Long.MIN_VALUE;

    CatalogueCheck(TableScan scan) {
        this.scan = scan;
    }

    /** @param store what must be there; empty if that is not known */
    void run(Optional<StoreRow> store) {
        scan.each("device", "name, profile, state, row_check", 100, this::readDevice);
        requireNumbers("device", store.map(StoreRow::devices), devices.keySet());
        scan.each("series", "device_id, metric, unit, row_check", 1_000, this::readSeries);
        requireNumbers("series", store.map(StoreRow::series), deviceOfSeries.keySet());
        states.forEach(this::checkState);
        states.clear();
    }

    private void readDevice(long id, ResultSet row) throws SQLException {
        int number = (int) id;
        devices.put(number, UNKNOWN);
        String name = row.getString(2);
        String profile = row.getString(3);
        byte[] state = row.getBytes(4);
        FoldWriter.deviceCheck(number, name, profile, state).require(row.getInt(5), "the row");
        if (name.isEmpty()) {
            devices.put(number, ERASED);
            states.put(number, state);
            return;
        }
        DeviceId device = new DeviceId(name);
        if (!deviceNames.add(device.value())) {
            throw new DamagedRowException("the name " + device + " is another device's, too");
        }
        devices.put(number, device.value());
        states.put(number, state);
        if (profile != null) {
            EntryCodec.hello(profile);
        }
    }

    private void readSeries(long id, ResultSet row) throws SQLException {
        int number = (int) id;
        int device = row.getInt(2);
        String metric = row.getString(3);
        deviceOfSeries.put(number, 0);
        FoldWriter.seriesCheck(number, device, metric, row.getString(4)).require(row.getInt(5), "the row");
        deviceOfSeries.put(number, device);
        if (!devices.containsKey(device)) {
            throw new DamagedRowException("is of device " + device + ", which is not there");
        }
        if (metric.isEmpty()) {
            erasedSeries++;
            if (!name(device).isEmpty()) {
                throw new DamagedRowException("has no metric, and device " + name(device) + " is not erased");
            }
            return;
        }
        if (!seriesNames.add(device + "/" + new Metric(metric).name())) {
            throw new DamagedRowException("device " + name(device) + " has two series of " + metric);
        }
    }

    /** Numbers are 1, 2, 3 … */
    private void requireNumbers(String table, Optional<Integer> count, Set<Integer> found) {
        int expected = count.orElse(found.size());
        for (int number = 1; number <= expected; number++) {
            if (!found.contains(number)) {
                scan.damage(table, table + " " + number, "is lost", CANNOT_START);
            }
        }
        for (int number : found) {
            if (number < 1 || number > expected) {
                scan.damage(table, table + " " + number, "should not be there: there are " + expected, CANNOT_START);
            }
        }
    }

    private void checkState(int device, byte[] state) {
        try {
            DeviceStateCodec.restore(state, "the device", new StateCheck(device));
        } catch (RuntimeException e) {
            scan.damage("device", describe(device), TableScan.message(e), CANNOT_START);
        }
    }

    private final class StateCheck implements DeviceStateCodec.Target {

        private final int device;
        private int marks;

        StateCheck(int device) {
            this.device = device;
        }

        @Override
        public void state(long lastReceivedMicros, StoredEvents events) {
            newestReceived = Math.max(newestReceived, lastReceivedMicros);
            newestEvents.put(device, events.newest());
            need(events.lastState());
            events.commands().forEach(command -> {
                need(command.issued());
                need(command.sent());
            });
        }

        private void need(long event) {
            if (event != 0) {
                neededEvents.put(event, device);
            }
        }

        @Override
        public void mark(long epoch, long seq) {
            if (++marks > DeviceRecord.MAX_EPOCHS) {
                throw new DamagedRowException("has more than " + DeviceRecord.MAX_EPOCHS + " sequence marks");
            }
        }

        @Override
        public void newest(int series, long timeMicros, double value) {
            if (!isOf(series, device)) {
                throw new DamagedRowException("has the newest reading of series " + series + ", which is not its own");
            }
        }
    }

    boolean knowsDevice(int number) {
        return devices.containsKey(number);
    }

    /** Whether a series is of a device; of a series with a damaged row it may be. */
    boolean isOf(int series, int device) {
        Integer known = deviceOfSeries.get(series);
        return known != null && (known == device || known == 0);
    }

    /** A device as people know it. */
    String describe(int number) {
        String name = name(number);
        return "device " + number
                + switch (name) {
                    case UNKNOWN -> "";
                    case ERASED -> " (erased)";
                    default -> " (" + name + ")";
                };
    }

    private String name(int number) {
        return devices.getOrDefault(number, UNKNOWN);
    }

    /** The number of the newest event of each device whose row is sound, 0 if there is none. */
    Map<Integer, Long> newestEvents() {
        return newestEvents;
    }

    /** By number, the events that a device's row names: its newest change of state and its open commands. */
    Map<Long, Integer> neededEvents() {
        return neededEvents;
    }

    /** When the newest frame came, in µs since 1970; the least time if none has. */
    long newestReceived() {
        return newestReceived;
    }

    /** How many there are; those that are erased do not count. */
    int devices() {
        return devices.size() - Collections.frequency(devices.values(), ERASED);
    }

    int series() {
        return deviceOfSeries.size() - erasedSeries;
    }
}

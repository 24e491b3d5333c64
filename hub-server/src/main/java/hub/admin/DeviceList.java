package hub.admin;

import hub.admin.DeviceListException.Fault;
import hub.protocol.DeviceId;
import hub.protocol.Location;
import hub.registry.RegisteredDevice;
import hub.text.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A list of devices as CSV (RFC 4180): a head that names the columns, then a device a line. {@code device} is needed;
 * {@code tags} (with {@code ;} between them), {@code lat}, {@code lon} and {@code notes} may be there.
 */
public final class DeviceList {

    private static final List<String> COLUMNS = List.of("device", "tags", "lat", "lon", "notes");

    private DeviceList() {}

    /**
     * Reads a list.
     *
     * @param isRegistered of devices that cannot be registered again
     * @throws DeviceListException naming each line that is wrong
     * @throws IllegalArgumentException if it is no list of devices at all
     */
    public static List<RegisteredDevice> parse(String csv, long nowMicros, Predicate<DeviceId> isRegistered) {
        List<CsvRecords.Row> rows = CsvRecords.of(csv);
        List<String> head = head(rows);
        Map<DeviceId, Integer> lines = new HashMap<>();
        List<RegisteredDevice> devices = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        for (CsvRecords.Row row : rows.subList(1, rows.size())) {
            try {
                RegisteredDevice device = device(head, row.cells(), nowMicros);
                Integer before = lines.putIfAbsent(device.id(), row.line());
                if (before != null) {
                    faults.add(fault(head, row, "the device is on line " + before + " already", false));
                } else if (isRegistered.test(device.id())) {
                    faults.add(fault(head, row, "device " + device.id() + " is registered already", true));
                }
                devices.add(device);
            } catch (IllegalArgumentException e) {
                faults.add(fault(head, row, String.valueOf(e.getMessage()), false));
            }
        }
        if (!faults.isEmpty()) {
            throw new DeviceListException(faults, rows.size() - 1);
        }
        return devices;
    }

    private static List<String> head(List<CsvRecords.Row> rows) {
        List<String> head = rows.isEmpty() ? List.of() : rows.get(0).cells();
        if (!head.contains("device") || !COLUMNS.containsAll(head) || new TreeSet<>(head).size() < head.size()) {
            throw new IllegalArgumentException(
                    "the first line must name the columns: device, and any of tags, lat, lon, notes, each once");
        }
        return head;
    }

    private static Fault fault(List<String> head, CsvRecords.Row row, String detail, boolean known) {
        int at = head.indexOf("device");
        String device = at < row.cells().size() ? row.cells().get(at) : "";
        return new Fault(row.line(), Printable.shortened(device), detail, known);
    }

    private static RegisteredDevice device(List<String> head, List<String> cells, long nowMicros) {
        if (cells.size() != head.size()) {
            throw new IllegalArgumentException(cells.size() + " columns where the first line names " + head.size());
        }
        String tags = cell(head, cells, "tags");
        String lat = cell(head, cells, "lat");
        String lon = cell(head, cells, "lon");
        Location place = lat.isEmpty() && lon.isEmpty() ? null : new Location(number("lat", lat), number("lon", lon));
        return new RegisteredDevice(
                new DeviceId(cell(head, cells, "device")),
                List.of(),
                false,
                tags.isEmpty() ? new TreeSet<>() : new TreeSet<>(List.of(tags.split("\\s*;\\s*", -1))),
                place,
                false,
                cell(head, cells, "notes"),
                nowMicros);
    }

    private static String cell(List<String> head, List<String> cells, String column) {
        int at = head.indexOf(column);
        return at < 0 ? "" : cells.get(at);
    }

    private static double number(String column, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(column + " '" + Printable.shortened(text) + "' is no number", e);
        }
    }

    /** The devices' tokens: a head, then a line each. */
    public static String tokens(Map<DeviceId, String> tokens) {
        StringBuilder csv = new StringBuilder("device,token\r\n");
        tokens.forEach(
                (device, token) -> csv.append(device).append(',').append(token).append("\r\n"));
        return csv.toString();
    }
}

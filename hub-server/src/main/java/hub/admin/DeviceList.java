package hub.admin;

import hub.protocol.DeviceId;
import hub.protocol.Location;
import hub.registry.RegisteredDevice;
import hub.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

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
     * @throws IllegalArgumentException naming the line that is wrong
     */
    public static List<RegisteredDevice> parse(String csv, long nowMicros) {
        List<String> lines = csv.lines().filter(line -> !line.isBlank()).toList();
        List<String> head = lines.isEmpty() ? List.of() : cells(lines.get(0).replace("\uFEFF", ""));
        if (!head.contains("device") || !COLUMNS.containsAll(head)) {
            throw new IllegalArgumentException(
                    "the first line must name the columns: device, and any of tags, lat, lon, notes");
        }
        List<RegisteredDevice> devices = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            try {
                devices.add(device(head, cells(lines.get(i)), nowMicros));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("device " + i + " of the list: " + e.getMessage(), e);
            }
        }
        return devices;
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
        return at < 0 ? "" : cells.get(at).strip();
    }

    private static double number(String column, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(column + " '" + Printable.shortened(text) + "' is no number", e);
        }
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("a quotation mark is not closed");
        }
        cells.add(cell.toString());
        return cells;
    }

    /** The devices' tokens: a head, then a line each. */
    public static String tokens(Map<DeviceId, String> tokens) {
        StringBuilder csv = new StringBuilder("device,token\r\n");
        tokens.forEach(
                (device, token) -> csv.append(device).append(',').append(token).append("\r\n"));
        return csv.toString();
    }
}

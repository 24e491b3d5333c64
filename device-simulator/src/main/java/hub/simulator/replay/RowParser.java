package hub.simulator.replay;

import hub.protocol.DeviceId;
import hub.protocol.Location;
import hub.protocol.Timestamps;
import hub.simulator.replay.Row.Measurement;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes rows of the lines of one file. */
final class RowParser {

    private final Layout layout;
    private final String prefix;

    /** @param prefix what device ids begin with, before what the file calls them */
    RowParser(Layout layout, String prefix) {
        this.layout = layout;
        this.prefix = prefix;
    }

    Line parse(String line) {
        List<String> fields = Layout.fields(line, layout.separator());
        if (fields.size() != layout.columns()) {
            return new Line.Bad(Optional.empty(), fields.size() + " fields, the header has " + layout.columns());
        }
        String name = fields.get(layout.device()).strip();
        Optional<DeviceId> device = name.isEmpty() ? Optional.empty() : DeviceId.parse(prefix + name);
        if (device.isEmpty()) {
            return new Line.Bad(device, "'" + prefix + name + "' is no device id");
        }
        try {
            return new Line.Good(
                    new Row(device.get(), micros(fields.get(layout.time()).strip()), location(fields), values(fields)));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            return new Line.Bad(device, String.valueOf(e.getMessage()));
        }
    }

    private List<Measurement> values(List<String> fields) {
        List<Measurement> values = new ArrayList<>(layout.channels().size());
        for (Map.Entry<Integer, Integer> column : layout.channels().entrySet()) {
            String text = fields.get(column.getKey()).strip();
            if (!text.isEmpty()) {
                values.add(new Measurement(column.getValue(), number(text)));
            }
        }
        return values;
    }

    private static double number(String text) {
        // Java would take "NaN", "1d" and "0x1p3" too, and say nothing of the value if it does not.
        boolean decimal = text.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0);
        double value = decimal ? parsed(text) : Double.NaN;
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("'" + text + "' is no finite number");
        }
        return value;
    }

    private static double parsed(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Times without a zone are UTC. */
    private static long micros(String text) {
        int zoneAt = Math.max(text.indexOf('+'), text.lastIndexOf('-'));
        boolean zoned = text.endsWith("Z") || zoneAt > "2019-05-06T".length();
        long micros = Timestamps.micros(
                zoned
                        ? OffsetDateTime.parse(text).toInstant()
                        : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
        if (!Timestamps.isRepresentable(micros)) {
            throw new IllegalArgumentException("time " + text + " is not in the years 1 to 9999");
        }
        return micros;
    }

    /** A place that makes no sense is left out: the readings do not need it. */
    private Optional<Location> location(List<String> fields) {
        if (layout.lat() == Layout.ABSENT || layout.lon() == Layout.ABSENT) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Location(
                    number(fields.get(layout.lat()).strip()),
                    number(fields.get(layout.lon()).strip())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

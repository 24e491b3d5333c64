package hub.importing;

import hub.protocol.Metric;
import hub.text.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which column of a CSV file means what.
 *
 * @param separator between fields
 * @param columns how many there are
 * @param zoned whether times must say their zone; otherwise one that says none is UTC
 * @param metric the column with the name of what the only column with values has, or {@link #ABSENT}
 * @param lat the column with the latitude, or {@link #ABSENT}
 * @param lon the column with the longitude, or {@link #ABSENT}
 * @param values the columns with values, and of which metric; in a layout with a column for names of which counts nothing
 */
record Layout(
        char separator,
        int columns,
        int device,
        int time,
        boolean zoned,
        int metric,
        int lat,
        int lon,
        List<ValueColumn> values) {

    static final int ABSENT = -1;

    /** A column with values of one metric. */
    record ValueColumn(int column, Metric metric) {}

    /** The names that Sensor.Community's archive uses, of those that sensors measure themselves. */
    private static final Map<String, String> ARCHIVE = pairs(
            "P0", "pm1",
            "P2", "pm2_5",
            "P4", "pm4",
            "P1", "pm10",
            "temperature", "temperature",
            "humidity", "humidity",
            "pressure", "pressure",
            "noise_LAeq", "noise");

    private static final Map<String, String> JOINED = pairs(
            "pm10_ugm3", "pm10",
            "pm25_ugm3", "pm2_5",
            "temperature_c", "temperature",
            "humidity_pct", "humidity",
            "pressure_pa", "pressure");

    /** What the file is, by its first line. */
    static Layout ofHeader(String header) throws UnknownLayoutException {
        List<String> own = fields(header, ',');
        if (own.containsAll(List.of("time", "device", "metric", "value"))) {
            ValueColumn value = new ValueColumn(own.indexOf("value"), new Metric("value"));
            return new Layout(
                    ',',
                    own.size(),
                    own.indexOf("device"),
                    own.indexOf("time"),
                    true,
                    own.indexOf("metric"),
                    ABSENT,
                    ABSENT,
                    List.of(value));
        }
        if (own.contains("timestamp_utc") && own.contains("station")) {
            return of(',', own, "station", "timestamp_utc", JOINED);
        }
        List<String> archive = fields(header, ';');
        if (archive.contains("sensor_id") && archive.contains("timestamp")) {
            return of(';', archive, "sensor_id", "timestamp", ARCHIVE);
        }
        throw new UnknownLayoutException(
                "its columns are '" + Printable.shortened(header) + "'; known are the hub's own"
                        + " (time,device,metric,value), Sensor.Community's archive (sensor_id;…;timestamp;… with "
                        + String.join(", ", ARCHIVE.keySet()) + ") and joined stations (timestamp_utc,station,… with "
                        + String.join(", ", JOINED.keySet()) + ")");
    }

    private static Layout of(
            char separator, List<String> columns, String device, String time, Map<String, String> metrics)
            throws UnknownLayoutException {
        List<ValueColumn> values = new ArrayList<>();
        metrics.forEach((column, metric) -> {
            if (columns.contains(column)) {
                values.add(new ValueColumn(columns.indexOf(column), new Metric(metric)));
            }
        });
        if (values.isEmpty()) {
            throw new UnknownLayoutException("none of its columns has values that are known: '"
                    + Printable.shortened(String.join(String.valueOf(separator), columns)) + "'; known are "
                    + String.join(", ", metrics.keySet()));
        }
        return new Layout(
                separator,
                columns.size(),
                columns.indexOf(device),
                columns.indexOf(time),
                false,
                ABSENT,
                columns.indexOf("lat"),
                columns.indexOf("lon"),
                List.copyOf(values));
    }

    private static List<String> fields(String header, char separator) {
        List<String> fields = new ArrayList<>();
        for (String field : header.split(String.valueOf(separator), -1)) {
            String plain = field.strip();
            boolean quoted = plain.length() > 1 && plain.startsWith("\"") && plain.endsWith("\"");
            fields.add(quoted ? plain.substring(1, plain.length() - 1) : plain);
        }
        return fields;
    }

    private static Map<String, String> pairs(String... texts) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < texts.length; i += 2) {
            pairs.put(texts[i], texts[i + 1]);
        }
        return pairs;
    }
}

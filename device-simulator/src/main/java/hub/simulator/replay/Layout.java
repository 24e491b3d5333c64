package hub.simulator.replay;

import hub.protocol.Channel;
import hub.protocol.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which column of a recording means what.
 *
 * @param separator between fields
 * @param columns how many there are
 * @param device the column with the device
 * @param time the column with the time
 * @param lat the column with the latitude, or {@link #ABSENT}
 * @param lon the column with the longitude, or {@link #ABSENT}
 * @param channels which channel each column with values is
 */
record Layout(char separator, int columns, int device, int time, int lat, int lon, Map<Integer, Integer> channels) {

    static final int ABSENT = -1;

    private static final Map<String, String> JOINED = metrics(
            "pm10_ugm3", "pm10",
            "pm25_ugm3", "pm2_5",
            "temperature_c", "temperature",
            "humidity_pct", "humidity",
            "pressure_pa", "pressure");

    private static final Map<String, String> ARCHIVE = metrics(
            "P1", "pm10",
            "P2", "pm2_5",
            "temperature", "temperature",
            "humidity", "humidity",
            "pressure", "pressure");

    /**
     * The layout of a file that begins with that line.
     *
     * @throws UnknownLayoutException if it is none that is known
     */
    static Layout ofHeader(String header) throws UnknownLayoutException {
        List<String> joined = fields(header, ',');
        if (joined.contains("timestamp_utc") && joined.contains("station")) {
            return of(',', joined, "station", "timestamp_utc", JOINED);
        }
        List<String> archive = fields(header, ';');
        if (archive.contains("sensor_id") && archive.contains("timestamp")) {
            return of(';', archive, "sensor_id", "timestamp", ARCHIVE);
        }
        throw new UnknownLayoutException("its columns are '" + header + "'; known are the joined week"
                + " (timestamp_utc,station,… with " + String.join(", ", JOINED.keySet())
                + ") and the archive's sensors (sensor_id;…;timestamp;… with " + String.join(", ", ARCHIVE.keySet())
                + ")");
    }

    private static Layout of(
            char separator, List<String> columns, String device, String time, Map<String, String> metrics)
            throws UnknownLayoutException {
        Map<Integer, Integer> channels = new LinkedHashMap<>();
        metrics.forEach((column, metric) -> {
            if (columns.contains(column)) {
                channels.put(columns.indexOf(column), channel(metric));
            }
        });
        if (channels.isEmpty()) {
            throw new UnknownLayoutException("none of its columns has values: '"
                    + String.join(String.valueOf(separator), columns) + "'; known are "
                    + String.join(", ", metrics.keySet()));
        }
        return new Layout(
                separator,
                columns.size(),
                columns.indexOf(device),
                columns.indexOf(time),
                columns.indexOf("lat"),
                columns.indexOf("lon"),
                channels);
    }

    /** The fields of a line. No known recording quotes. */
    static List<String> fields(String line, char separator) {
        List<String> fields = new ArrayList<>(12);
        int from = 0;
        for (int to = line.indexOf(separator); to >= 0; to = line.indexOf(separator, from)) {
            fields.add(line.substring(from, to));
            from = to + 1;
        }
        fields.add(line.substring(from));
        return fields;
    }

    private static int channel(String metric) {
        return Channel.standard(new Metric(metric)).orElseThrow().id();
    }

    /** In the order in which the values go into a frame, whatever the order of the columns. */
    private static Map<String, String> metrics(String... pairs) {
        Map<String, String> metrics = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            metrics.put(pairs[i], pairs[i + 1]);
        }
        return metrics;
    }
}

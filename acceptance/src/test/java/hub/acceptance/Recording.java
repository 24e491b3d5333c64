package hub.acceptance;

import hub.acceptance.Readings.ReadingKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * What a recorded file says, read on its own account: nothing here is shared with the simulator, so that a mistake
 * there shows.
 */
final class Recording {

    private static final Map<String, String> METRICS = Map.ofEntries(
            Map.entry("pm10_ugm3", "pm10"),
            Map.entry("pm25_ugm3", "pm2_5"),
            Map.entry("temperature_c", "temperature"),
            Map.entry("humidity_pct", "humidity"),
            Map.entry("pressure_pa", "pressure"),
            Map.entry("P1", "pm10"),
            Map.entry("P2", "pm2_5"),
            Map.entry("temperature", "temperature"),
            Map.entry("humidity", "humidity"),
            Map.entry("pressure", "pressure"));

    private Recording() {}

    /** Every reading of the files, the later row winning where two are of the same moment. */
    static Map<ReadingKey, String> read(List<Path> files) {
        Map<ReadingKey, String> readings = new HashMap<>();
        files.forEach(file -> read(file, readings));
        return readings;
    }

    private static void read(Path file, Map<ReadingKey, String> into) {
        try (InputStream raw = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader lines = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            String header = lines.readLine();
            String separator = header.contains(";") ? ";" : ",";
            List<String> columns = List.of(header.split(separator, -1));
            int device = Math.max(columns.indexOf("station"), columns.indexOf("sensor_id"));
            int time = Math.max(columns.indexOf("timestamp_utc"), columns.indexOf("timestamp"));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] fields = line.split(separator, -1);
                String moment = LocalDateTime.parse(fields[time].replace("Z", ""))
                        .toInstant(ZoneOffset.UTC)
                        .toString();
                for (int i = 0; i < columns.size(); i++) {
                    String metric = METRICS.get(columns.get(i));
                    if (metric != null && !fields[i].isEmpty()) {
                        into.put(new ReadingKey(fields[device], metric, moment), Readings.shortest(fields[i]));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}

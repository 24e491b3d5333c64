package hub.benchmark.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * What real sensors sent: a file of Sensor.Community's archive, {@code ;}-separated, in its order. A row gives up to two
 * readings, {@code P1} as pm10 and {@code P2} as pm2_5; an empty field is none.
 */
public final class RecordedSet implements DataSet {

    private static final String HEADER_START = "sensor_id;sensor_type;location;lat;lon;timestamp;P1;";
    private static final int SENSOR = 0;
    private static final int TIME = 5;
    private static final int P1 = 6;
    private static final int P2 = 9;
    private static final int FIELDS = 12;

    private final String name;
    private final Map<SeriesName, Integer> numbers = new HashMap<>();
    private final List<SeriesName> series = new ArrayList<>();
    private int[] seriesColumn = new int[1 << 16];
    private long[] times = new long[1 << 16];
    private double[] values = new double[1 << 16];
    private int size;
    private String lastTimeText = "";
    private long lastTime;

    private RecordedSet(String name) {
        this.name = name;
    }

    /**
     * Reads a file, packed with gzip if its name ends in {@code .gz}.
     *
     * @param name what it is called in tables
     * @throws IOException if it is not there or not of that layout
     */
    public static RecordedSet read(String name, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(
                    file.toString(),
                    null,
                    "the recorded readings are not here: name the file sds011_all.csv.gz with --recorded,"
                            + " or measure a synthetic look-alike with --synthetic");
        }
        RecordedSet set = new RecordedSet(name);
        try (InputStream raw = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw;
                BufferedReader lines = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            set.read(file, lines);
        }
        return set;
    }

    private void read(Path file, BufferedReader lines) throws IOException {
        String header = lines.readLine();
        if (header == null || !header.startsWith(HEADER_START)) {
            throw new IOException(file + " is no archive of SDS011 readings: its first line is " + header);
        }
        String[] fields = new String[FIELDS];
        long number = 1;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!split(line, fields)) {
                throw new IOException(file + " line " + number + " has not " + FIELDS + " fields: " + line);
            }
            long time = millis(fields[TIME]);
            add(fields[SENSOR], "pm10", time, fields[P1]);
            add(fields[SENSOR], "pm2_5", time, fields[P2]);
        }
    }

    /** Much faster than a regular expression; there are two million lines. */
    private static boolean split(String line, String[] fields) {
        int from = 0;
        for (int i = 0; i < FIELDS - 1; i++) {
            int to = line.indexOf(';', from);
            if (to < 0) {
                return false;
            }
            fields[i] = line.substring(from, to);
            from = to + 1;
        }
        fields[FIELDS - 1] = line.substring(from);
        return true;
    }

    private long millis(String text) {
        if (!text.equals(lastTimeText)) {
            lastTimeText = text;
            lastTime = LocalDateTime.parse(text).toEpochSecond(ZoneOffset.UTC) * 1_000;
        }
        return lastTime;
    }

    private void add(String sensor, String metric, long time, String value) {
        if (value.isEmpty()) {
            return;
        }
        if (size == times.length) {
            seriesColumn = Arrays.copyOf(seriesColumn, 2 * size);
            times = Arrays.copyOf(times, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        seriesColumn[size] = numbers.computeIfAbsent(new SeriesName(sensor, metric), this::addSeries);
        times[size] = time;
        values[size] = Double.parseDouble(value);
        size++;
    }

    private int addSeries(SeriesName added) {
        series.add(added);
        return series.size() - 1;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public List<SeriesName> series() {
        return List.copyOf(series);
    }

    @Override
    public void inArrivalOrder(ReadingSink sink) {
        for (int i = 0; i < size; i++) {
            sink.reading(seriesColumn[i], times[i], values[i]);
        }
    }
}

package hub.benchmark.data;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/**
 * A file in the layout of the recorded readings for machines that have none: as many sensors, about as many readings, the
 * same gaps and decimals. What it takes on disk is not comparable with the recorded set.
 */
public final class SyntheticRecording {

    private static final Instant START = Instant.parse("2017-08-30T11:27:23Z");
    private static final Instant END = Instant.parse("2019-05-31T00:00:00Z");
    private static final int SENSORS = 25;
    /** The sensor that the questions name is there all the time. */
    private static final int FIRST_SENSOR = 5331;

    /** Sensors came one after another, so the others are there for half of the time on average. */
    private static final double LATEST_START = 0.8;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT);

    private SyntheticRecording() {}

    /** Writes the file, about two million rows. */
    public static void write(Path file) throws IOException {
        write(file, START, END);
    }

    static void write(Path file, Instant start, Instant end) throws IOException {
        try (GZIPOutputStream packed = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16);
                BufferedWriter out = new BufferedWriter(new OutputStreamWriter(packed, StandardCharsets.UTF_8))) {
            out.write("sensor_id;sensor_type;location;lat;lon;timestamp;P1;durP1;ratioP1;P2;durP2;ratioP2\n");
            SplittableRandom random = new SplittableRandom(FIRST_SENSOR);
            PriorityQueue<Sensor> sensors = new PriorityQueue<>(Comparator.comparingLong(Sensor::next));
            long span = end.getEpochSecond() - start.getEpochSecond();
            for (int i = 0; i < SENSORS; i++) {
                long late = i == 0 ? 0 : (long) (span * LATEST_START * random.nextDouble());
                sensors.add(new Sensor(FIRST_SENSOR + 1_000 * i, start.getEpochSecond() + late, random.split()));
            }
            for (Sensor sensor = sensors.remove(); sensor.next() < end.getEpochSecond(); sensor = sensors.remove()) {
                out.write(sensor.row());
                sensors.add(sensor);
            }
        }
    }

    /** A sensor in air that is clean by day and smoky in some nights. */
    private static final class Sensor {

        private final int id;
        private final SplittableRandom random;
        private long next;
        private double level = 2;

        Sensor(int id, long next, SplittableRandom random) {
            this.id = id;
            this.next = next;
            this.random = random;
        }

        long next() {
            return next;
        }

        String row() {
            level += 0.02 * (2 - level) + 0.15 * random.nextGaussian();
            double pm10 = Math.min(1_999.9, Math.exp(level) * (1 + 0.1 * random.nextGaussian()));
            double pm2_5 = pm10 * (0.5 + 0.1 * random.nextDouble());
            String time = LocalDateTime.ofEpochSecond(next, 0, ZoneOffset.UTC).format(TIME);
            // Half a percent is missed, a few of a thousand gaps are long.
            next += 147 + random.nextInt(3) + (random.nextInt(200) == 0 ? 148 : 0);
            next += random.nextInt(5_000) == 0 ? random.nextInt(40_000) : 0;
            return String.format(
                    Locale.ROOT, "%d;SDS011;1;57.1;-2.1;%s;%.2f;;;%.2f;;%n", id, time, Math.abs(pm10), Math.abs(pm2_5));
        }
    }
}

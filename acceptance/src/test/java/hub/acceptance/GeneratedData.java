package hub.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.SplittableRandom;

/** Files in the layouts of the recorded data, for machines where that is absent. */
final class GeneratedData {

    private static final Instant START = Instant.parse("2019-05-06T00:00:00Z");
    private static final int STATIONS = 23;
    private static final int ROWS_PER_STATION = 3_000;

    private GeneratedData() {}

    /** The joined week: a station's dust and climate in a row. */
    static Path joinedWeek(Path directory) {
        SplittableRandom random = new SplittableRandom(20190506);
        StringBuilder csv = new StringBuilder("timestamp_utc,station,lat,lon,pm_sensor_id,pm10_ugm3,pm25_ugm3,"
                + "climate_type,temperature_c,humidity_pct,pressure_pa\n");
        for (int row = 0; row < ROWS_PER_STATION; row++) {
            for (int station = 0; station < STATIONS; station++) {
                boolean missed = random.nextInt(40) == 0;
                csv.append(START.plusSeconds(148L * row + station))
                        .append(String.format(
                                Locale.ROOT,
                                ",%d,57.1,-2.1,%d,%s,%.2f,bme280,%.2f,%.2f,%.2f%n",
                                4_000 + station,
                                5_000 + station,
                                missed ? "" : String.format(Locale.ROOT, "%.2f", 2 + 40 * random.nextDouble()),
                                1 + 20 * random.nextDouble(),
                                -5 + 25 * random.nextDouble(),
                                30 + 70 * random.nextDouble(),
                                98_000 + 5_000 * random.nextDouble()));
            }
        }
        return write(directory.resolve("generated_week.csv"), csv);
    }

    /** A day of the archive: a file for each sensor, of three kinds. */
    static Path archive(Path directory) {
        SplittableRandom random = new SplittableRandom(20190520);
        Path archive = directory.resolve("archive");
        for (int sensor = 100; sensor < 112; sensor++) {
            boolean dust = sensor % 3 == 0;
            StringBuilder csv = new StringBuilder("sensor_id;sensor_type;location;lat;lon;timestamp;")
                    .append(dust ? "P1;durP1;ratioP1;P2;durP2;ratioP2\n" : "temperature;humidity\n");
            for (int row = 0; row < 580; row++) {
                String time = START.plusSeconds(148L * row).toString().replace("Z", "");
                csv.append(String.format(
                        Locale.ROOT,
                        dust ? "%d;SDS011;1;57.1;-2.1;%s;%.2f;;;%.2f;;%n" : "%d;DHT22;1;57.1;-2.1;%s;%.2f;%.2f%n",
                        sensor,
                        time,
                        20 * random.nextDouble(),
                        99.9 * random.nextDouble()));
            }
            write(archive.resolve("2019-05-20_sensor_" + sensor + ".csv"), csv);
        }
        return archive;
    }

    private static Path write(Path file, CharSequence text) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

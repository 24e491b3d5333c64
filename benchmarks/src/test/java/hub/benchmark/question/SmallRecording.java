package hub.benchmark.question;

import hub.benchmark.data.DataSet;
import hub.benchmark.data.RecordedSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** A recording that is small: few readings over all ranges. */
final class SmallRecording {

    private static final List<String> SENSORS = List.of("5331", "7789", "16422");

    private SmallRecording() {}

    /** Few readings over all ranges, many on the day of q7 but not in its first hours; some come twice. */
    static DataSet in(Path directory) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        LocalDateTime day = LocalDateTime.parse("2018-12-25T03:00:00");
        String rows = random.ints(4_000, 0, 640)
                .mapToObj(days -> random.nextInt(3) == 0
                        ? day.plusMinutes(random.nextInt(1_200))
                        : LocalDateTime.parse("2017-08-30T00:00:00")
                                .plusDays(days)
                                .plusSeconds(random.nextInt(86_400)))
                .sorted()
                .map(time -> row(SENSORS.get(random.nextInt(SENSORS.size())), time.plusNanos(0), random))
                .collect(Collectors.joining());
        String header = "sensor_id;sensor_type;location;lat;lon;timestamp;P1;durP1;ratioP1;P2;durP2;ratioP2\n";
        return RecordedSet.read("test", Files.writeString(directory.resolve("recorded.csv"), header + rows));
    }

    private static String row(String sensor, LocalDateTime time, SplittableRandom random) {
        return String.format(
                Locale.ROOT,
                "%s;SDS011;1;57.1;-2.1;%tFT%<tT;%.2f;;;%.2f;;%n",
                sensor,
                time,
                100 * random.nextDouble(),
                random.nextInt(20) == 0 ? 999.9 : 20 * random.nextDouble());
    }
}

package hub.acceptance;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Readings as the hub's CSV gives them back. */
final class Readings {

    /**
     * Which reading; there is one value for each.
     *
     * @param time RFC 3339
     */
    record ReadingKey(String device, String metric, String time) {}

    private Readings() {}

    /** Every row of the hub; a key that comes twice fails. */
    static Map<ReadingKey, String> of(HubProcess hub) {
        List<String> lines = hub.get("/api/v1/readings?format=csv").lines().toList();
        if (!lines.get(0).equals("time,device,metric,value")) {
            throw new AssertionError("unexpected header: " + lines.get(0));
        }
        Map<ReadingKey, String> readings = new HashMap<>();
        Instant last = Instant.MIN;
        for (String line : lines.subList(1, lines.size())) {
            List<String> fields = List.of(line.split(",", -1));
            String before = readings.put(new ReadingKey(fields.get(1), fields.get(2), fields.get(0)), fields.get(3));
            Instant time = Instant.parse(fields.get(0));
            if (before != null || time.isBefore(last)) {
                throw new AssertionError("comes twice or out of order: " + line);
            }
            last = time;
        }
        return readings;
    }

    /** What differs, at most so many lines; empty if nothing does. */
    static List<String> differences(Map<ReadingKey, String> expected, Map<ReadingKey, String> actual, int most) {
        List<String> differences = new ArrayList<>();
        expected.forEach((key, value) -> {
            if (!value.equals(actual.get(key)) && differences.size() < most) {
                differences.add(key + " should be " + value + ", is " + actual.get(key));
            }
        });
        actual.forEach((key, value) -> {
            if (!expected.containsKey(key) && differences.size() < most) {
                differences.add(key + " should not be there, is " + value);
            }
        });
        return differences;
    }

    /** A recorded number as its shortest text: 7.50 is 7.5, 100.00 is 100, -0.00 is -0. */
    static String shortest(String number) {
        BigDecimal stripped = new BigDecimal(number).stripTrailingZeros();
        if (stripped.signum() == 0) {
            return number.startsWith("-") ? "-0" : "0";
        }
        return stripped.toPlainString();
    }
}

package hub.protocol;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A numbered channel of a binary frame: which metric it carries, in which unit.
 *
 * @param id 1 to 65535; below 1000 the standard ones, from there on a device's own
 * @param metric what it measures
 * @param unit how; at most 32 characters, may be empty
 */
public record Channel(int id, Metric metric, String unit) {

    /** The first id that a device may declare for itself. */
    public static final int FIRST_OWN_ID = 1000;

    /** The last id. */
    public static final int LAST_ID = 65_535;

    /** Longest unit in characters. */
    public static final int MAX_UNIT_LENGTH = 32;

    private static final List<Channel> STANDARD = List.of(
            standard(1, "pm1", "µg/m³"),
            standard(2, "pm2_5", "µg/m³"),
            standard(3, "pm4", "µg/m³"),
            standard(4, "pm10", "µg/m³"),
            standard(5, "temperature", "°C"),
            standard(6, "humidity", "%"),
            standard(7, "pressure", "Pa"),
            standard(8, "co2", "ppm"),
            standard(9, "co", "ppm"),
            standard(10, "no2", "µg/m³"),
            standard(11, "o3", "µg/m³"),
            standard(12, "so2", "µg/m³"),
            standard(13, "voc_index", "1"),
            standard(14, "nox_index", "1"),
            standard(15, "noise", "dBA"),
            standard(16, "illuminance", "lx"),
            standard(17, "battery", "V"),
            standard(18, "rssi", "dBm"),
            standard(19, "wind_speed", "m/s"),
            standard(20, "wind_direction", "°"),
            standard(21, "rainfall", "mm"),
            standard(22, "nh3", "µg/m³"),
            standard(23, "benzene", "µg/m³"));

    private static final Map<Metric, Channel> STANDARD_BY_METRIC = byMetric();

    /** @throws IllegalArgumentException if the id or the unit is out of range */
    public Channel {
        if (id < 1 || id > LAST_ID) {
            throw new IllegalArgumentException("channel id " + id + " is not in 1.." + LAST_ID);
        }
        if (unit.length() > MAX_UNIT_LENGTH) {
            throw new IllegalArgumentException("unit of channel " + id + " is longer than " + MAX_UNIT_LENGTH);
        }
    }

    /** The standard channels, ascending by id from 1 without a hole. */
    public static List<Channel> standard() {
        return STANDARD;
    }

    /** The standard channel of that id. */
    public static Optional<Channel> standard(int id) {
        return id >= 1 && id <= STANDARD.size() ? Optional.of(STANDARD.get(id - 1)) : Optional.empty();
    }

    /** The standard channel of that metric. */
    public static Optional<Channel> standard(Metric metric) {
        return Optional.ofNullable(STANDARD_BY_METRIC.get(metric));
    }

    private static Channel standard(int id, String metric, String unit) {
        return new Channel(id, new Metric(metric), unit);
    }

    private static Map<Metric, Channel> byMetric() {
        Map<Metric, Channel> map = new HashMap<>();
        STANDARD.forEach(channel -> map.put(channel.metric(), channel));
        return Map.copyOf(map);
    }
}

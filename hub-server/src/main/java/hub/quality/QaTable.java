package hub.quality;

import java.util.List;
import java.util.Map;

/**
 * The thresholds of all flags, version 1. A change of any of them is a new version, since answers change with it.
 *
 * <p>Sources:
 *
 * <ul>
 *   <li>WMO: Guidelines on Quality Control Procedures for Data from Automatic Weather Stations (CBS/OPAG-IOS/ET AWS-3, Doc. 4(1),
 *       2004): plausible values of temperature (-80 to 60 °C), humidity, pressure (500 to 1100 hPa) and wind (0 to 75 m/s); steps
 *       that are doubtful (3 °C, 10 %, 2 hPa, 20 m/s); that a value should vary within 60 minutes.
 *   <li>SDS011 data sheet (Nova Fitness): an error of 15 % and 10 µg/m³ at most, so what is nearer to its neighbours than that is no
 *       spike. In 21 months of 25 such sensors PM10 stood at 1999.9 104 times, and at exactly 0 3,181 times.
 *   <li>DHT22: stands at 99.9 % in wet air and when its film is worn; DS18B20 data sheet: 85 °C is what it has before it measured.
 *   <li>Sensirion: VOC and NOx indexes are 1 to 500; 0 is said while they warm up.
 *   <li>Spikes: the Hampel identifier (Hampel, "The influence curve and its role in robust estimation", 1974; Pearson, "Outliers in
 *       process modeling and identification", 2002) with the window and threshold of the AirSensor package of Mazama Science for
 *       PurpleAir sensors ({@code pat_outliers}: 15 readings, 8 deviations); 1.4826 makes the median of distances a standard deviation of
 *       normal values.
 * </ul>
 *
 * <p>What has no source is judgement: the ranges of gases, particles, light and noise are so wide that what is outside cannot be; a
 * value may stay longer than the WMO says, since cheap sensors have coarse steps.
 */
final class QaTable {

    /** Of the table. */
    static final String VERSION = "1";

    /** For how long a value where sensors rest may stay, in µs: half an hour. */
    static final long REST_MICROS = 1_800_000_000L;

    /** A value is not known to have stayed over a hole longer than this part of the time that it may stay. */
    static final int STEPS = 5;

    /** So many readings on each side are the neighbours of one. */
    static final int NEIGHBOURS = 7;

    /** Readings further away are no neighbours, in µs: an hour. */
    static final long NEIGHBOUR_MICROS = 3_600_000_000L;

    /** With fewer, itself included, nothing is a spike. */
    static final int LEAST_WINDOW = 7;

    /** So many standard deviations from the median of its window a reading is a spike. */
    static final double DEVIATIONS = 8;

    /** Of normal values, the standard deviation by the median of distances from the median. */
    static final double NORMAL = 1.4826;

    /** 2000-01-02T00:00:00Z in µs: clocks that were never set begin in 1970 or 2000, and may have run for some hours. */
    static final long EARLIEST_MICROS = 946_684_800_000_000L + 86_400_000_000L;

    /** Who comes back sooner has sent what it measured meanwhile as soon as others do, in µs: a minute. */
    static final long LATE_MICROS = 60_000_000L;

    private static final MetricLimits PARTICLES =
            MetricLimits.of("µg/m³", 0, 5_000).restsAt(0.0).stuckAfterHours(1).spikesFrom(10);

    private static final MetricLimits GAS =
            MetricLimits.of("µg/m³", 0, 5_000).stuckAfterHours(3).spikesFrom(50);

    private static final Map<String, MetricLimits> METRICS = Map.ofEntries(
            Map.entry("pm1", PARTICLES),
            Map.entry("pm2_5", PARTICLES.railsAt(999.9)),
            Map.entry("pm4", PARTICLES),
            Map.entry("pm10", PARTICLES.railsAt(1_999.9)),
            Map.entry(
                    "temperature",
                    MetricLimits.of("°C", -80, 60)
                            .railsAt(85.0, -127.0)
                            .stuckAfterHours(6)
                            .spikesFrom(3)),
            Map.entry(
                    "humidity",
                    MetricLimits.of("%", 0, 100)
                            .restsAt(0.0, 99.9, 100.0)
                            .stuckAfterHours(6)
                            .spikesFrom(10)),
            Map.entry(
                    "pressure",
                    MetricLimits.of("Pa", 50_000, 110_000).stuckAfterHours(6).spikesFrom(200)),
            Map.entry(
                    "co2",
                    MetricLimits.of("ppm", 300, 40_000).stuckAfterHours(3).spikesFrom(200)),
            Map.entry("co", MetricLimits.of("ppm", 0, 1_000).stuckAfterHours(6)),
            Map.entry("no2", GAS),
            Map.entry("o3", GAS),
            Map.entry("so2", GAS),
            Map.entry("nh3", GAS),
            Map.entry("benzene", GAS),
            Map.entry("voc_index", MetricLimits.of("1", 1, 500)),
            Map.entry("nox_index", MetricLimits.of("1", 1, 500)),
            Map.entry("noise", MetricLimits.of("dBA", 0, 194).stuckAfterHours(1)),
            Map.entry("illuminance", MetricLimits.of("lx", 0, 200_000)),
            Map.entry("rssi", MetricLimits.of("dBm", -150, 20)),
            Map.entry("wind_speed", MetricLimits.of("m/s", 0, 75).spikesFrom(20)),
            Map.entry("wind_direction", MetricLimits.of("°", 0, 360)),
            Map.entry("rainfall", MetricLimits.of("mm", 0, 2_000)));

    /** Of a metric that is not in the table. */
    static final MetricLimits UNKNOWN = new MetricLimits(
            "", -Double.MAX_VALUE, Double.MAX_VALUE, List.of(), List.of(), MetricLimits.NEVER, MetricLimits.NONE);

    private QaTable() {}

    /** The limits of a series; none for a metric that the table does not have, or not in that unit. */
    static MetricLimits of(String metric, String unit) {
        MetricLimits limits = METRICS.getOrDefault(metric, UNKNOWN);
        return limits.unit().equals(unit) ? limits : UNKNOWN;
    }
}

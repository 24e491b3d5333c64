package hub.simulator.model;

import hub.protocol.Channel;
import hub.protocol.Metric;
import hub.simulator.model.Station.ClimateSensor;
import java.util.concurrent.TimeUnit;

/**
 * The smog of a made-up city: what any station measures at any moment, as a pure function of seed, station and time.
 *
 * <p>Dust is log-normal: its logarithm is the sum of what the whole city has (traffic, still air, weather), what the
 * station has (a factor, the street outside) and the sensor's noise. Sensors report in the steps of the real ones and
 * stand at their rails as the real ones do; the shares were tuned to a recorded city.
 */
public final class SmogModel {

    private static final int PM2_5 = channel("pm2_5");
    private static final int PM10 = channel("pm10");
    private static final int TEMPERATURE = channel("temperature");
    private static final int HUMIDITY = channel("humidity");
    private static final int PRESSURE = channel("pressure");
    private static final int BATTERY = channel("battery");
    private static final int RSSI = channel("rssi");

    private static final double SHARE_MISSED = 0.01;
    private static final double PM2_5_RAIL = 999.9;
    private static final double PM10_RAIL = 1999.9;
    private static final double DHT22_HUMIDITY_RAIL = 99.9;
    private static final double BME280_HUMIDITY_RAIL = 100;
    private static final double PASCAL_PER_METRE = 12;
    private static final long MINUTE = TimeUnit.MINUTES.toMillis(1);
    private static final long DAY = TimeUnit.DAYS.toMillis(1);

    private final long seed;

    /** The city of that seed. */
    public SmogModel(long seed) {
        this.seed = seed;
    }

    /** Its station number {@code index}. */
    public Station station(int index) {
        return Station.of(seed, index);
    }

    /**
     * What a station measures.
     *
     * @param millis Unix time
     * @param sink takes the readings; none at all if the station missed this moment
     */
    public void sample(Station station, long millis, ReadingSink sink) {
        long now = Noise.mix(station.seed(), millis);
        if (Noise.even(now, 0) < SHARE_MISSED) {
            return;
        }
        Weather weather = Weather.at(seed, millis);
        double humidity = weather.humidity() - 3 * station.warmth() + 0.8 * Noise.normal(now, 1);
        dust(station, weather, humidity, millis, now, sink);
        climate(station, weather, humidity, now, sink);
        double fading = 4 * Noise.smooth(Noise.mix(station.seed(), 21), millis, 90 * MINUTE);
        sink.reading(RSSI, Steps.clamp(Steps.round(station.signal() + fading + Noise.normal(now, 2), 0), -100, -30));
        if (station.solar()) {
            sink.reading(BATTERY, battery(station, millis));
        }
    }

    private void dust(Station station, Weather weather, double humidity, long millis, long now, ReadingSink sink) {
        double street = 0.18 * Noise.smooth(Noise.mix(station.seed(), 20), millis, 25 * MINUTE);
        double city = Math.log(4.5) + 0.5 * weather.traffic() + 0.55 * weather.stillness();
        double fine = Math.exp(city + station.dust() + street + 0.07 * Noise.normal(now, 3)) * swelling(humidity);
        double coarse =
                fine * station.coarseness() * (0.6 + 0.6 * weather.traffic()) * Math.exp(0.15 * Noise.normal(now, 4));
        sink.reading(PM10, Steps.round(Steps.clamp(fine + coarse, 0.4, PM10_RAIL), 2));
        sink.reading(PM2_5, Steps.round(Steps.clamp(fine, 0.3, PM2_5_RAIL), 2));
    }

    /** Laser sensors take the water on a particle for particle: from about 75 % they read too high. */
    private static double swelling(double humidity) {
        double damp = Math.max(0, Math.min(humidity, 100) - 75) / 25;
        return 1 + 0.5 * damp * damp;
    }

    private static void climate(Station station, Weather weather, double humidity, long now, ReadingSink sink) {
        double temperature = weather.temperature() + station.warmth() + 0.08 * Noise.normal(now, 5);
        boolean fineSteps = station.climate() == ClimateSensor.BME280;
        int decimals = fineSteps ? 2 : 1;
        double rail = fineSteps ? BME280_HUMIDITY_RAIL : DHT22_HUMIDITY_RAIL;
        sink.reading(TEMPERATURE, Steps.round(temperature, decimals));
        sink.reading(HUMIDITY, Steps.clamp(Steps.round(humidity, decimals), 5, rail));
        if (fineSteps) {
            double pressure = weather.pressure() - PASCAL_PER_METRE * station.altitude() + 2.5 * Noise.normal(now, 6);
            sink.reading(PRESSURE, Steps.round(pressure, 2));
        }
    }

    /** Charged by day, drained by night, and a little weaker or stronger with the weeks. */
    private static double battery(Station station, long millis) {
        double day = Math.sin(2 * Math.PI * ((double) Math.floorMod(millis, DAY) / DAY - 0.4));
        double weeks = Noise.smooth(Noise.mix(station.seed(), 22), millis, 10 * DAY);
        return Steps.round(Steps.clamp(3.85 + 0.12 * day + 0.12 * weeks, 3.3, 4.2), 2);
    }

    private static int channel(String metric) {
        return Channel.standard(new Metric(metric)).orElseThrow().id();
    }
}

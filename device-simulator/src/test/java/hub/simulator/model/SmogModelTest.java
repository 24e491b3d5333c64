package hub.simulator.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SmogModelTest {

    private static final int PM2_5 = 2;
    private static final int PM10 = 4;
    private static final int TEMPERATURE = 5;
    private static final int HUMIDITY = 6;
    private static final int PRESSURE = 7;
    private static final int BATTERY = 17;
    private static final int RSSI = 18;
    private static final long START = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();
    private static final long STEP = Duration.ofMinutes(10).toMillis();
    private static final int STEPS = 6 * 24 * 28;

    private final SmogModel model = new SmogModel(42);

    @Test
    void isAFunctionOfSeedStationAndTime() {
        assertThat(readings(new SmogModel(42), 3)).isEqualTo(readings(model, 3)).isNotEmpty();
        assertThat(readings(new SmogModel(43), 3)).isNotEqualTo(readings(model, 3));
        assertThat(readings(model, 4)).isNotEqualTo(readings(model, 3));
        assertThat(new SmogModel(42).station(7)).isEqualTo(model.station(7));
    }

    @Test
    void staysWithinWhatSensorsReport() {
        for (int i = 0; i < 40; i++) {
            Station station = model.station(i);
            for (int step = 0; step < STEPS; step += 7) {
                model.sample(station, START + step * STEP, SmogModelTest::check);
            }
        }
    }

    @Test
    void reportsInTheStepsOfItsSensors() {
        for (int i = 0; i < 20; i++) {
            Station station = model.station(i);
            boolean bme280 = station.climate() == Station.ClimateSensor.BME280;
            model.sample(station, START, (channel, value) -> {
                int decimals = switch (channel) {
                    case TEMPERATURE, HUMIDITY -> bme280 ? 2 : 1;
                    case RSSI -> 0;
                    default -> 2;
                };
                assertThat(value).isEqualTo(Steps.round(value, decimals));
                assertThat(channel).matches(metric -> metric != PRESSURE || bme280);
            });
        }
    }

    @Test
    void stationsOfOneCityHaveTheirSmogInCommon() {
        double[] first = series(0, PM2_5);
        double elsewhere = correlation(first, series(new SmogModel(99), 0, PM2_5));
        for (int i = 1; i < 8; i++) {
            double here = correlation(first, series(i, PM2_5));
            assertThat(here).isGreaterThan(0.7).isGreaterThan(elsewhere + 0.1);
        }
    }

    @Test
    void humidityFallsWhenTemperatureRises() {
        double[] temperature = series(0, TEMPERATURE);
        assertThat(correlation(temperature, series(0, HUMIDITY))).isLessThan(-0.4);
    }

    @Test
    void humidityStandsAtItsRailAsOftenAsRecorded() {
        int station = IntStream.range(0, 50)
                .filter(i -> model.station(i).climate() == Station.ClimateSensor.DHT22)
                .findFirst()
                .orElseThrow();
        double[] humidity = series(station, HUMIDITY);
        double share =
                (double) Arrays.stream(humidity).filter(value -> value == 99.9).count() / STEPS;
        assertThat(share).isBetween(0.05, 0.5);
    }

    @Test
    void dustHasADailyCycle() {
        double[] dust = series(0, PM2_5);
        double morning = meanAt(dust, 8);
        double earlyAfternoon = meanAt(dust, 14);
        double evening = meanAt(dust, 18);
        assertThat(morning).isGreaterThan(1.15 * earlyAfternoon);
        assertThat(evening).isGreaterThan(1.1 * earlyAfternoon);
    }

    @Test
    void missesASampleNowAndThen() {
        Station station = model.station(0);
        int missed = 0;
        for (int step = 0; step < 10_000; step++) {
            List<Double> values = new ArrayList<>();
            model.sample(station, START + step * STEP, (channel, value) -> values.add(value));
            missed += values.isEmpty() ? 1 : 0;
        }
        assertThat(missed).isBetween(50, 200);
    }

    private static void check(int channel, double value) {
        switch (channel) {
            case PM2_5 -> assertThat(value).isBetween(0.3, 999.9);
            case PM10 -> assertThat(value).isBetween(0.4, 1999.9);
            case TEMPERATURE -> assertThat(value).isBetween(-25.0, 40.0);
            case HUMIDITY -> assertThat(value).isBetween(5.0, 100.0);
            case PRESSURE -> assertThat(value).isBetween(93_000.0, 106_000.0);
            case BATTERY -> assertThat(value).isBetween(3.3, 4.2);
            case RSSI -> assertThat(value).isBetween(-100.0, -30.0);
            default -> throw new AssertionError("channel " + channel);
        }
    }

    private static List<Double> readings(SmogModel model, int index) {
        List<Double> values = new ArrayList<>();
        for (int step = 0; step < 10; step++) {
            model.sample(model.station(index), START + step * STEP, (channel, value) -> values.add(value));
        }
        return values;
    }

    private double[] series(int index, int channel) {
        return series(model, index, channel);
    }

    /** A missed sample repeats the one before. */
    private static double[] series(SmogModel model, int index, int channel) {
        Station station = model.station(index);
        double[] series = new double[STEPS];
        for (int step = 0; step < STEPS; step++) {
            int at = step;
            series[at] = at == 0 ? 0 : series[at - 1];
            model.sample(station, START + step * STEP, (reported, value) -> {
                if (reported == channel) {
                    series[at] = value;
                }
            });
        }
        return series;
    }

    private static double meanAt(double[] series, int hour) {
        return IntStream.range(0, STEPS)
                .filter(step -> step / 6 % 24 == hour)
                .mapToDouble(step -> series[step])
                .average()
                .orElseThrow();
    }

    private static double correlation(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElseThrow();
        double meanB = Arrays.stream(b).average().orElseThrow();
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return ab / Math.sqrt(aa * bb);
    }
}

package hub.simulator.model;

import java.util.concurrent.TimeUnit;

/**
 * The weather over the whole city at one moment: what all stations have in common.
 *
 * @param temperature in °C, before a station's own warmth
 * @param humidity in %, may be above 100 where it is fog
 * @param pressure in Pa at sea level
 * @param stillness how badly the air is exchanged: about −2 in a gale to 2 under an inversion
 * @param traffic 0 at night to 1 in the rush hour
 */
record Weather(double temperature, double humidity, double pressure, double stillness, double traffic) {

    private static final long HOUR = TimeUnit.HOURS.toMillis(1);
    private static final long DAY = TimeUnit.DAYS.toMillis(1);
    private static final double YEAR_DAYS = 365.25;
    /** 1970-01-01 was a Thursday. */
    private static final int FIRST_WEEKDAY = 3;

    /**
     * The weather of a moment.
     *
     * @param millis Unix time; the city lives by UTC
     */
    static Weather at(long seed, long millis) {
        double hour = (double) Math.floorMod(millis, DAY) / HOUR;
        double dayOfYear = (double) millis / DAY % YEAR_DAYS;
        double season = Math.cos(2 * Math.PI * (dayOfYear - 205) / YEAR_DAYS);
        double high = Noise.smooth(Noise.mix(seed, 1), millis, 4 * DAY);
        double front = Noise.smooth(Noise.mix(seed, 2), millis, 30 * HOUR);
        double cloud = Noise.smooth(Noise.mix(seed, 3), millis, 7 * HOUR);
        // Clear skies under high pressure: warmer days and colder nights.
        double swing = Math.sin(2 * Math.PI * (hour - 9) / 24) * Math.max(0.8, 2.6 + high - 0.6 * cloud);
        double temperature = 8.5 + 6 * season + 2.2 * front + swing;
        double humidity = 87 - 4.2 * swing - 2.5 * front - 5 * high + 6 * cloud;
        double pressure = 101_300 + 1_100 * high - 350 * front;
        double night = Math.max(0, Math.cos(2 * Math.PI * (hour - 3) / 24));
        double stillness = 0.8 * high - 0.6 * front + 0.7 * night - 0.2;
        return new Weather(temperature, humidity, pressure, stillness, traffic(hour, millis));
    }

    private static double traffic(double hour, long millis) {
        long weekday = Math.floorMod(Math.floorDiv(millis, DAY) + FIRST_WEEKDAY, 7L);
        double volume = weekday < 5 ? 1 : 0.45;
        double daytime = 0.35 * peak(hour, 13, 5);
        return volume * Math.min(1, peak(hour, 8, 1.2) + peak(hour, 17.5, 1.6) + daytime);
    }

    /** 1 at its middle, falling off within its width, in hours. */
    private static double peak(double hour, double middle, double width) {
        double away = (hour - middle) / width;
        return Math.exp(-away * away);
    }
}

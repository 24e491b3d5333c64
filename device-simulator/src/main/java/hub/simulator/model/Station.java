package hub.simulator.model;

import hub.protocol.Location;

/**
 * A measuring station: where it stands and what is particular to it.
 *
 * @param seed of everything random about it
 * @param location with the three decimals to which such stations are published
 * @param climate its climate sensor
 * @param solar whether it runs on a battery and reports its voltage
 * @param altitude in metres
 * @param dust the logarithm of how much dustier than the city it is
 * @param coarseness how much of its dust is coarse
 * @param warmth how much warmer than the city it is, in °C
 * @param signal the middle of its radio signal, in dBm
 */
public record Station(
        long seed,
        Location location,
        ClimateSensor climate,
        boolean solar,
        double altitude,
        double dust,
        double coarseness,
        double warmth,
        double signal) {

    /** The climate sensors that such stations have beside their SDS011. */
    public enum ClimateSensor {
        /** One decimal, humidity never above 99.9. */
        DHT22,
        /** Two decimals, and pressure. */
        BME280
    }

    private static final double CENTRE_LAT = 57.15;
    private static final double CENTRE_LON = -2.10;
    /** What makes a circle of degrees round at that latitude. */
    private static final double LON_PER_LAT = 1 / Math.cos(Math.toRadians(CENTRE_LAT));

    private static final double RADIUS_DEGREES = 0.06;
    private static final double SHARE_OF_BME280 = 0.3;
    private static final double SHARE_OF_SOLAR = 0.2;

    /** Station number {@code index} of a city. */
    static Station of(long citySeed, int index) {
        long seed = Noise.mix(citySeed, 0x57A7 + (long) index);
        // The square root spreads them evenly over the disc.
        double radius = RADIUS_DEGREES * Math.sqrt(Noise.even(seed, 1));
        double angle = 2 * Math.PI * Noise.even(seed, 2);
        double lat = CENTRE_LAT + radius * Math.sin(angle);
        double lon = CENTRE_LON + radius * Math.cos(angle) * LON_PER_LAT;
        return new Station(
                seed,
                new Location(Steps.round(lat, 3), Steps.round(lon, 3)),
                Noise.even(seed, 3) < SHARE_OF_BME280 ? ClimateSensor.BME280 : ClimateSensor.DHT22,
                Noise.even(seed, 4) < SHARE_OF_SOLAR,
                20 + 90 * Noise.even(seed, 5),
                0.25 * Noise.normal(seed, 6),
                0.9 + 0.2 * Noise.normal(seed, 7),
                0.6 * Noise.normal(seed, 8),
                -80 + 7 * Noise.normal(seed, 9));
    }
}

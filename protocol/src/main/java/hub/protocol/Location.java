package hub.protocol;

/**
 * A place on the WGS 84 ellipsoid.
 *
 * @param lat latitude in degrees, -90 to 90
 * @param lon longitude in degrees, -180 to 180
 */
public record Location(double lat, double lon) {

    /** @throws IllegalArgumentException if a coordinate is out of range or no number */
    public Location {
        if (!(lat >= -90 && lat <= 90)) {
            throw new IllegalArgumentException("lat " + lat + " is not in -90..90");
        }
        if (!(lon >= -180 && lon <= 180)) {
            throw new IllegalArgumentException("lon " + lon + " is not in -180..180");
        }
    }
}

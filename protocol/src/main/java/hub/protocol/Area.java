package hub.protocol;

/**
 * A part of the globe between two parallels and two meridians; from west to east, so it may hold the 180th.
 *
 * @param west in degrees, -180 to 180, as is east
 * @param south in degrees, -90 to 90, not above north
 */
public record Area(double west, double south, double east, double north) {

    /** @throws IllegalArgumentException if a side is out of range or no number, or south is above north */
    public Area {
        if (!(Math.abs(west) <= 180 && Math.abs(east) <= 180)) {
            throw new IllegalArgumentException("west " + west + " and east " + east + " are not both in -180..180");
        }
        if (!(south >= -90 && south <= north && north <= 90)) {
            throw new IllegalArgumentException(
                    "south " + south + " and north " + north + " are not both in -90..90, south first");
        }
    }

    /** Its edges are in it. */
    public boolean contains(Location place) {
        boolean between =
                west <= east ? place.lon() >= west && place.lon() <= east : place.lon() >= west || place.lon() <= east;
        return between && place.lat() >= south && place.lat() <= north;
    }
}
